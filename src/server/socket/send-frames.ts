import type { Packet, Transport } from "./inside-engine";

const OPEN = 1;

/**
 * Makes a WebSocket transport write all packets that it is given at once, as one piece. The frame of a packet that goes
 * to many is made once. While the network takes everything, the transport can be given more right away.
 */
export function sendFrames(transport: Transport): void {
  const { socket } = transport;
  if (!socket) return;
  const sendOneByOne = transport.send.bind(transport);
  const onTaken = (error?: Error | null) => {
    if (error) return transport.onError("write error", error.stack);
    if (transport.writable || (socket._socket?.writableLength ?? 0) > 0) return;
    transport.writable = true;
    transport.emit("ready");
  };
  transport.send = (packets) => {
    const network = socket._socket;
    const frames = packets.map(frameOf);
    if (!network || socket.readyState !== OPEN || !frames.every(isFrame)) {
      return sendOneByOne(packets);
    }
    network.write(join(frames), onTaken);
    transport.writable = network.writableLength === 0;
    transport.emit("drain");
  };
}

const isFrame = (frame: Buffer | undefined): frame is Buffer => frame !== undefined;
const join = (frames: Buffer[]) => (frames.length === 1 && frames[0]) || Buffer.concat(frames);

/** Undefined for a packet with binary data: we send none. */
function frameOf({ type, data = "", options }: Packet): Buffer | undefined {
  const ready = options?.wsPreEncodedFrame;
  if (ready) {
    // The list is shared by all to whom the packet goes.
    if (ready.length > 1) ready.splice(0, Infinity, Buffer.concat(ready));
    return ready[0];
  }
  return typeof data === "string" ? textFrame(`${PACKET_TYPES.indexOf(type)}${data}`) : undefined;
}

/** The engine's protocol: each type is sent as its number. */
const PACKET_TYPES = ["open", "close", "ping", "pong", "message", "upgrade", "noop"];

/** A whole text message, unmasked (RFC 6455, section 5.2). */
function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const start = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(start + length);
  frame[0] = 0x81;
  frame[1] = start === 2 ? length : start === 4 ? 126 : 127;
  if (start === 4) frame.writeUInt16BE(length, 2);
  if (start === 10) frame.writeBigUInt64BE(BigInt(length), 2);
  frame.write(text, start);
  return frame;
}
