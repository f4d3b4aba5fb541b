/** What VS Code calls the kinds of machines that a workspace can be on, and what users call them. */
const REMOTES: Readonly<Record<string, string>> = {
  wsl: 'WSL',
  'ssh-remote': 'the SSH host',
  'dev-container': 'the dev container',
  'attached-container': 'the container',
  codespaces: 'the codespace',
  tunnel: 'the other end of the tunnel',
};

/** Of an address with a scheme (RFC 3986, section 3.2). */
const HOSTNAME = /^[a-z][a-z\d+.-]*:\/\/(?:[^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)/i;

/**
 * Which machine an address of this machine is on, where that is another one than the user's own.
 * @param remoteName as VS Code has it; null: the workspace is on the user's machine
 */
export function remoteHint(url: string, remoteName: string | null): string | null {
  const hostname = HOSTNAME.exec(url)?.[1]?.toLowerCase() ?? '';
  if (remoteName === null || !isLoopback(hostname)) return null;
  const machine = REMOTES[remoteName];
  return machine === undefined
    ? `${hostname} is the machine of this workspace, not the one you sit at`
    : `${hostname} is the machine of this workspace: ${machine}`;
}

/** RFC 6761, section 6.3; RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3. */
function isLoopback(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
