/** What stands before a tool's own name in the manifest, so that it is the only one of that name. */
export const LANGUAGE_MODEL_TOOL_PREFIX = 'realtime_inspector_';
