import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { InspectorError } from '../../protocol/errors.ts';
import type { Feed } from '../../protocol/feed.ts';

/** What node:tls and everything above it takes of a feed. */
export interface TlsOptions {
  readonly rejectUnauthorized: boolean;
  readonly secureContext?: tls.SecureContext;
}

export type TlsFields = Pick<Feed, 'isTlsVerified' | 'caFile' | 'certFile' | 'keyFile' | 'keyPassphrase'>;

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs;

/** Parsing some 300 certificates takes tens of ms, so captures with no material of their own share one context. */
let machineContext: tls.SecureContext | undefined;

/**
 * Reads a feed's certificates.
 * @throws InspectorError `invalid-option` where a file cannot be read or holds none
 */
export function readTlsOptions(feed: TlsFields): TlsOptions {
  const rejectUnauthorized = feed.isTlsVerified;
  if (feed.caFile === null && feed.certFile === null && feed.keyFile === null) {
    machineContext ??= tls.createSecureContext({ ca: machineCertificates() });
    return { rejectUnauthorized, secureContext: machineContext };
  }
  const ca = feed.caFile === null ? null : readCertificates(feed.caFile, 'the CA');
  const own = readOwn(feed);
  return { rejectUnauthorized, secureContext: createContext(feed, ca, own) };
}

interface OwnMaterial {
  readonly cert: string;
  readonly key: string;
}

function readOwn({ certFile, keyFile }: TlsFields): OwnMaterial | null {
  if (certFile === null && keyFile === null) return null;
  if (certFile === null || keyFile === null) {
    throw new InspectorError(
      'invalid-option',
      `a client certificate has no ${certFile === null ? 'certificate' : 'private key'}`,
      'give both files: the certificate and its private key',
    );
  }
  return {
    cert: readCertificates(certFile, 'the client certificate'),
    key: readFile(keyFile, 'the private key'),
  };
}

function createContext(feed: TlsFields, ca: string | null, own: OwnMaterial | null): tls.SecureContext {
  const trusted =
    ca === null ? machineCertificates() : [...(machineCertificates() ?? tls.rootCertificates), ca];
  try {
    return tls.createSecureContext({
      ...(trusted === undefined ? {} : { ca: trusted }),
      ...own,
      ...(feed.keyPassphrase === null ? {} : { passphrase: feed.keyPassphrase }),
    });
  } catch (error) {
    throw new InspectorError(
      'invalid-option',
      `the client certificate cannot be used (${detailOf(error)})`,
      'check that the key is in PEM form and belongs to the certificate, and its passphrase',
      { cause: error },
    );
  }
}

/** node:tls passes over what it cannot read, and then nothing is trusted for no visible reason. */
function readCertificates(path: string, what: string): string {
  const pem = readFile(path, what);
  try {
    for (const block of pem.match(PEM_CERTIFICATE) ?? [pem]) new X509Certificate(block);
    return pem;
  } catch (error) {
    throw new InspectorError(
      'invalid-option',
      `${what} in ${path} is not a certificate`,
      'give it in PEM form, from -----BEGIN CERTIFICATE----- on',
      { cause: error },
    );
  }
}

function readFile(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new InspectorError(
      'invalid-option',
      `${what} cannot be read (${detailOf(error)})`,
      'check its path',
      { cause: error },
    );
  }
}

function detailOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Node's own list and the operating system's, where developers' local CAs are (mkcert, company proxies).
 * Undefined, which stands for Node's default, before Node 22.15, which cannot read the system's.
 */
function machineCertificates(): string[] | undefined {
  if (!('getCACertificates' in tls)) return undefined;
  return [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
}
