import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import type { Json } from "./person";
import { waitUntil } from "./wait";

const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;

/** A WebSocket under `/socket.io` that can send what a well-behaved client never would. */
export class RawTab {
  readonly texts: string[] = [];
  closeCode: number | null = null;
  gone = false;
  private unread = Buffer.alloc(0);
  private open = false;

  private constructor(private readonly socket: Socket) {
    socket.on("data", (chunk: Buffer) => this.take(chunk));
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.gone = true;
    });
  }

  /** Opens the transport; nothing is sent yet. */
  static async open(base: string, cookie: string): Promise<RawTab> {
    const tab = RawTab.connect(base, cookie);
    await waitUntil(() => tab.texts.some((text) => text.startsWith("0")) || tab.gone);
    return tab;
  }

  /** Upgrades a polling connection. */
  static async upgrade(base: string, cookie: string, sid: string): Promise<RawTab> {
    const tab = RawTab.connect(base, cookie, sid);
    tab.say("2probe");
    await waitUntil(() => tab.texts.includes("3probe") || tab.gone);
    tab.say("5");
    return tab;
  }

  private static connect(base: string, cookie: string, sid = ""): RawTab {
    const { hostname, port, host } = new URL(base);
    const socket = connect(Number(port), hostname);
    const tab = new RawTab(socket);
    socket.write(
      [
        `GET /socket.io/?EIO=4&transport=websocket${sid && `&sid=${sid}`} HTTP/1.1`,
        `Host: ${host}`,
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
        `Cookie: ${cookie}`,
        "\r\n",
      ].join("\r\n"),
    );
    return tab;
  }

  /** Opens it and enters a workspace. */
  static async enter(base: string, cookie: string, workspace: string): Promise<RawTab> {
    const tab = await RawTab.open(base, cookie);
    tab.say(`40${JSON.stringify({ workspace })}`);
    await waitUntil(() => tab.events("ready").length > 0 || tab.gone);
    return tab;
  }

  /** Sends one engine.io packet as text, usually "4" and a Socket.IO packet. */
  say(text: string): void {
    this.write(TEXT, Buffer.from(text));
  }

  sayBinary(data: Buffer): void {
    this.write(BINARY, data);
  }

  /** The WebSocket's own ping, which comes past the engine. */
  ping(): void {
    this.write(PING, Buffer.alloc(0));
  }

  /** Payloads of the events of this name that arrived. */
  events(name: string): Json[] {
    return this.texts
      .filter((text) => text.startsWith("42["))
      .map((text) => JSON.parse(text.slice(2)) as [string, Json])
      .filter(([event]) => event === name)
      .map(([, payload]) => payload);
  }

  /** Waits for the acknowledgement of packet `id`; undefined when the connection ended first. */
  async acknowledgement(id: number): Promise<Json> {
    const start = `43${id}[`;
    const find = () => this.texts.find((text) => text.startsWith(start));
    await waitUntil(() => find() !== undefined || this.gone);
    const text = find();
    return text && JSON.parse(text.slice(start.length - 1))[0];
  }

  /** How many bytes have been read. */
  get received(): number {
    return this.socket.bytesRead;
  }

  /** Stops reading, like a suspended laptop: the connection stays open. */
  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  destroy(): void {
    this.socket.destroy();
  }

  private write(opcode: number, data: Buffer): void {
    const mask = randomBytes(4);
    const masked = Buffer.from(data.map((byte, i) => byte ^ (mask[i % 4] ?? 0)));
    this.socket.write(Buffer.concat([header(opcode, data.length), mask, masked]));
  }

  private take(chunk: Buffer): void {
    this.unread = Buffer.concat([this.unread, chunk]);
    if (!this.open) {
      const end = this.unread.indexOf("\r\n\r\n");
      if (end < 0) return;
      this.open = true;
      this.unread = this.unread.subarray(end + 4);
    }
    while (this.takeFrame());
  }

  private takeFrame(): boolean {
    const { unread } = this;
    if (unread.length < 2) return false;
    const short = (unread[1] ?? 0) & 127;
    const start = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (unread.length < start) return false;
    const length =
      short === 126 ? unread.readUInt16BE(2) : short === 127 ? unread.readUInt32BE(6) : short;
    if (unread.length < start + length) return false;
    this.keep((unread[0] ?? 0) & 15, unread.subarray(start, start + length));
    this.unread = unread.subarray(start + length);
    return true;
  }

  private keep(opcode: number, data: Buffer): void {
    if (opcode === CLOSE) {
      this.closeCode = data.length >= 2 ? data.readUInt16BE(0) : 1005;
      this.write(CLOSE, data);
    }
    if (opcode !== TEXT) return;
    const text = data.toString();
    this.texts.push(text);
    if (text === "2") this.say("3");
  }
}

function header(opcode: number, length: number): Buffer {
  if (length < 126) return Buffer.from([0x80 | opcode, 0x80 | length]);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (length < 65_536 ? 126 : 127);
  if (length < 65_536) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}
