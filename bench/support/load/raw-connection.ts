import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { clientFrame, FrameReader } from "./frames";

export interface Target {
  url: string;
  cookie?: string;
  /** Sent with the handshake. */
  auth: Record<string, string>;
}

/** What a connection tells its owner. Packets that nobody waits for are counted and forgotten. */
export interface Listener {
  onReady: () => void;
  onRefused: () => void;
  /** @param id that of the event which is acknowledged */
  onAck: (id: number, isOk: boolean) => void;
  onMessage: (data: Buffer, from: number, to: number) => void;
  onClose: () => void;
}

const [ZERO, TWO, THREE, FOUR, NINE] = [48, 50, 51, 52, 57];
const READY = Buffer.from('42["ready"');
const MESSAGE = Buffer.from('42["message:created"');
const OK = Buffer.from('[{"ok":true');

/**
 * A Socket.IO connection over a WebSocket of its own. It looks at the first bytes of a packet, where a real client
 * parses all of it: the machine's time is left to the server.
 */
export class RawConnection {
  /** How many packets all connections have received. */
  static packets = 0;
  isClosed = false;
  private readonly socket: Socket;
  private isUpgraded = false;
  private head: Buffer = Buffer.alloc(0);
  private readonly reader = new FrameReader((data, from, to) => this.takePacket(data, from, to));

  constructor(
    { url, cookie, auth }: Target,
    private readonly listener: Listener,
  ) {
    const { hostname, port, host } = new URL(url);
    this.socket = connect(Number(port), hostname);
    this.socket.setNoDelay(true);
    this.socket.on("error", () => undefined);
    this.socket.on("close", () => {
      this.isClosed = true;
      listener.onClose();
    });
    this.socket.on("data", (chunk: Buffer) => this.takeChunk(chunk, auth));
    this.socket.write(
      [
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
        `Host: ${host}`,
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
        ...(cookie ? [`Cookie: ${cookie}`] : []),
        "\r\n",
      ].join("\r\n"),
    );
  }

  /** Sends an event that is acknowledged with this id. */
  emit(id: number, event: string, payload: object): void {
    this.write(`42${id}${JSON.stringify([event, payload])}`);
  }

  /** Writes packets together, and waits until the system has taken them, the connection has ended, or it is too late. */
  writeAll(packets: string[], until: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, until - performance.now()));
      this.socket.write(Buffer.concat(packets.map(clientFrame)), () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Stops reading, as a suspended laptop does. */
  pause(): void {
    this.socket.pause();
  }

  close(): void {
    this.socket.destroy();
  }

  private write(packet: string): void {
    this.socket.write(clientFrame(packet));
  }

  private takeChunk(chunk: Buffer, auth: Target["auth"]): void {
    if (this.isUpgraded) return this.reader.take(chunk);
    this.head = Buffer.concat([this.head, chunk]);
    const end = this.head.indexOf("\r\n\r\n");
    if (end < 0) return;
    this.isUpgraded = true;
    this.write(`40${JSON.stringify(auth)}`);
    const rest = this.head.subarray(end + 4);
    this.head = Buffer.alloc(0);
    if (rest.length > 0) this.reader.take(rest);
  }

  private takePacket(data: Buffer, from: number, to: number): void {
    RawConnection.packets += 1;
    if (data[from] === TWO) return this.write("3");
    if (data[from + 1] === THREE) return this.takeAck(data, from, to);
    if (data[from + 1] === FOUR) return this.listener.onRefused();
    if (startsWith(data, from, to, MESSAGE)) return this.listener.onMessage(data, from, to);
    if (startsWith(data, from, to, READY)) this.listener.onReady();
  }

  private takeAck(data: Buffer, from: number, to: number): void {
    let id = 0;
    let at = from + 2;
    for (; isDigit(data[at]); at++) id = id * 10 + (data[at] ?? 0) - ZERO;
    this.listener.onAck(id, startsWith(data, at, to, OK));
  }
}

const isDigit = (byte = 0) => byte >= ZERO && byte <= NINE;

function startsWith(data: Buffer, at: number, to: number, beginning: Buffer): boolean {
  const end = at + beginning.length;
  return end <= to && data.compare(beginning, 0, beginning.length, at, end) === 0;
}
