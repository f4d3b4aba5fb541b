const INDENT = '  ';
/** A string, a run of white space, a mark, or anything else: numbers, `true`, `null`. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[\t\n\r ]+|[{}[\],:]|[^\t\n\r {}[\],:"]+/gs;

/**
 * JSON text on lines of its own, indented. Only white space changes: numbers stay as long as they were written, members
 * that repeat stay, and so does their order.
 * @param json valid JSON: nothing is checked
 */
export function layOutJson(json: string): string {
  const parts: string[] = [];
  let depth = 0;
  let last = '';
  for (const [token] of json.matchAll(TOKEN)) {
    if (/^[\t\n\r ]/.test(token)) continue;
    const isClosing = token === '}' || token === ']';
    if (isClosing) depth -= 1;
    const isEmpty = isClosing && (last === '{' || last === '[');
    if (!isEmpty && (isClosing || last === ',' || last === '{' || last === '[')) {
      parts.push('\n', INDENT.repeat(depth));
    }
    parts.push(token === ':' ? ': ' : token);
    if (token === '{' || token === '[') depth += 1;
    last = token;
  }
  return parts.join('');
}
