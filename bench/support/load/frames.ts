/** As much of WebSocket (RFC 6455) as a load generator needs, at the least cost for each frame. */

/** A client's text frame. It is masked with zeros, which changes no byte. */
export function clientFrame(text: string): Buffer {
  const data = Buffer.from(text);
  const { length } = data;
  const head =
    length < 126
      ? Buffer.from([0x81, 0x80 | length, 0, 0, 0, 0])
      : Buffer.from([0x81, 0x80 | 126, length >> 8, length & 255, 0, 0, 0, 0]);
  return Buffer.concat([head, data]);
}

/** Cuts what a server sends into the payloads of its frames. */
export class FrameReader {
  private rest: Buffer | undefined;

  /** @param onPayload gets the bytes in which a payload stands, and where: a copy of each would cost more than it */
  constructor(private readonly onPayload: (data: Buffer, from: number, to: number) => void) {}

  take(chunk: Buffer): void {
    const data = this.rest ? Buffer.concat([this.rest, chunk]) : chunk;
    let at = 0;
    for (;;) {
      const next = this.takeFrame(data, at);
      if (next === undefined) break;
      at = next;
    }
    this.rest = at < data.length ? data.subarray(at) : undefined;
  }

  /** @returns where the next frame begins; undefined if this one is not whole */
  private takeFrame(data: Buffer, at: number): number | undefined {
    if (data.length - at < 2) return undefined;
    const short = (data[at + 1] ?? 0) & 127;
    const from = at + (short === 126 ? 4 : short === 127 ? 10 : 2);
    if (data.length < from) return undefined;
    const length =
      short === 126
        ? data.readUInt16BE(at + 2)
        : short === 127
          ? Number(data.readBigUInt64BE(at + 2))
          : short;
    const to = from + length;
    if (data.length < to) return undefined;
    this.onPayload(data, from, to);
    return to;
  }
}
