import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

const LOOPBACK = [
  { type: 2, value: 'localhost' },
  { type: 7, ip: '127.0.0.1' },
  { type: 7, ip: '::1' },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'realtime-inspector-tls-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const server = await generate([{ name: 'commonName', value: 'localhost' }], {
  keyType: 'ec',
  algorithm: 'sha256',
  extensions: [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, digitalSignature: true },
    { name: 'subjectAltName', altNames: [...LOOPBACK] },
  ],
});
const client = await generate([{ name: 'commonName', value: 'a client' }], {
  keyType: 'ec',
  algorithm: 'sha256',
  extensions: [{ name: 'basicConstraints', cA: true, critical: true }],
});

/** A certificate for localhost that is its own CA, made for this run and trusted by nobody else. */
export const TEST_CERTIFICATE = server.cert;
export const TEST_KEY = server.private;
export const TEST_CA_FILE = fileOf('ca.pem', server.cert);

/** What a client shows of itself, likewise. */
export const CLIENT_CERTIFICATE = client.cert;
export const CLIENT_CERTIFICATE_FILE = fileOf('client.pem', client.cert);
export const CLIENT_KEY_FILE = fileOf('client.key', client.private);

/** A file that is no certificate. */
export const BROKEN_CA_FILE = fileOf(
  'broken.pem',
  '-----BEGIN CERTIFICATE-----\nnope\n-----END CERTIFICATE-----',
);
