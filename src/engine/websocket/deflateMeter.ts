/** What `ws` calls to undo and to do `permessage-deflate` (RFC 7692), as far as it is looked at here. */
interface Deflate {
  decompress: Step;
  compress: Step;
}
type Step = (data: Uint8Array, isFinal: boolean, callback: StepCallback) => void;
type StepCallback = (error: Error | null, data?: Uint8Array) => void;

/** How many bytes compression has taken away, per direction: what a message has less on the wire. */
export class DeflateMeter {
  #receivedSavedBytes = 0;
  #sentSavedBytes = 0;

  get receivedSavedBytes(): number {
    return this.#receivedSavedBytes;
  }

  get sentSavedBytes(): number {
    return this.#sentSavedBytes;
  }

  /** @param extension what `ws` has negotiated under the name; anything else is left alone */
  follow(extension: unknown): void {
    if (!isDeflate(extension)) return;
    const decompress = extension.decompress.bind(extension);
    const compress = extension.compress.bind(extension);
    extension.decompress = (data, isFinal, callback) => {
      decompress(data, isFinal, (error, decoded) => {
        if (decoded !== undefined) this.#receivedSavedBytes += decoded.length - data.length;
        callback(error, decoded);
      });
    };
    extension.compress = (data, isFinal, callback) => {
      const plainBytes = Buffer.byteLength(data);
      compress(data, isFinal, (error, encoded) => {
        if (encoded !== undefined) this.#sentSavedBytes += plainBytes - encoded.length;
        callback(error, encoded);
      });
    };
  }
}

function isDeflate(value: unknown): value is Deflate {
  return typeof value === 'object' && value !== null && 'decompress' in value && 'compress' in value;
}
