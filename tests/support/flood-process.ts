import { randomBytes, randomUUID } from "node:crypto";
import { connect, type Socket } from "node:net";

/** What to ask for, again and again as soon as it is answered. */
export interface FloodOrder {
  base: string;
  /** One for each person who asks. */
  cookies: string[];
  /** A body makes it a POST. */
  requests: { path: string; body?: object }[];
  /** For each person who asks. */
  connections: number;
  /** Each request comes on a new connection, which the server has to accept. */
  fresh?: boolean;
  /**
   * Also a realtime connection for each person, with this many events under way at once. If polling, with this many in
   * one request.
   */
  realtime?: { slug: string; packets: string[]; atOnce: number; polling?: boolean };
}

/**
 * The process of `startFlood`. It implements only the HTTP and WebSocket that it needs, so that the machine's time is
 * left to the server.
 */

const counts: Record<string, number> = {};
const note = (what: string, by = 1) => {
  counts[what] = (counts[what] ?? 0) + by;
};

process.on("message", (order: FloodOrder | "count") => {
  if (order === "count") process.send?.(counts);
  else start(order);
});
process.on("disconnect", () => process.exit(0));
process.send?.("here");

function start(order: FloodOrder): void {
  let serial = 0;
  for (const cookie of order.cookies) {
    for (let n = 0; n < order.connections; n++) keepAsking(order, cookie, serial++);
    if (order.realtime?.polling) void keepPosting(order.base, cookie, order.realtime);
    else if (order.realtime) keepTalking(order, cookie, order.realtime);
  }
}

function dial(base: string): { socket: Socket; host: string } {
  const { hostname, port, host } = new URL(base);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  socket.on("error", () => undefined);
  return { socket, host };
}

/** One connection that sends one request after the other. When it ends, a new one is opened. */
function keepAsking(order: FloodOrder, cookie: string, from: number): void {
  const { socket, host } = dial(order.base);
  let n = from;
  let head = "";
  let left = Number.NaN;
  let tail = "";
  const ask = () => {
    head = "";
    tail = "";
    left = Number.NaN;
    const { path, body } = order.requests[n++ % order.requests.length] ?? { path: "/" };
    const text = body === undefined ? "" : JSON.stringify(body);
    const more =
      body === undefined
        ? ""
        : `Content-Type: application/json\r\nContent-Length: ${text.length}\r\n`;
    const last = order.fresh ? "Connection: close\r\n" : "";
    socket.write(
      `${body === undefined ? "GET" : "POST"} ${path} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n${last}${more}\r\n${text}`,
    );
  };
  socket.on("connect", ask);
  socket.on("close", () => {
    note("closed");
    setTimeout(() => keepAsking(order, cookie, n), order.fresh ? 1 : 20);
  });
  socket.on("data", (chunk) => {
    let text = chunk.toString("latin1");
    if (Number.isNaN(left)) {
      head += text;
      const end = head.indexOf("\r\n\r\n");
      if (end < 0) return;
      note(head.slice(9, 12));
      left = Number(/content-length: (\d+)/i.exec(head.slice(0, end))?.[1] ?? Infinity);
      text = head.slice(end + 4);
    }
    left -= text.length;
    tail = (tail + text).slice(-5);
    if (order.fresh) return;
    if (left <= 0 || (left === Infinity && tail === "0\r\n\r\n")) ask();
  });
}

/** One WebSocket with as many events under way as it was told. */
function keepTalking(
  { base }: FloodOrder,
  cookie: string,
  { slug, packets, atOnce }: NonNullable<FloodOrder["realtime"]>,
): void {
  const { socket, host } = dial(base);
  let id = 0;
  let underWay = 0;
  let state: "opening" | "joining" | "ready" = "opening";
  const talk = () => {
    const frames: Buffer[] = [];
    while (underWay < atOnce) {
      underWay += 1;
      id += 1;
      const packet = packets[id % packets.length] ?? "";
      frames.push(frame(packet.replace("#", String(id)).replace("CLIENT_ID", randomUUID())));
    }
    socket.write(Buffer.concat(frames));
  };
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\nCookie: ${cookie}\r\n\r\n`,
  );
  socket.on("data", (chunk) => {
    const text = chunk.toString("latin1");
    if (state === "opening" && text.includes('{"sid"')) {
      state = "joining";
      socket.write(frame(`40${JSON.stringify({ workspace: slug })}`));
    } else if (state === "joining" && text.includes('["ready"')) {
      state = "ready";
      note("ready");
      talk();
    } else if (state === "ready") {
      const answered = text.match(/43\d+\[/g)?.length ?? 0;
      underWay -= answered;
      note("events", answered);
      talk();
    }
  });
  socket.on("close", () => note("closed"));
}

/** One polling connection, until it is refused. */
async function keepPosting(
  base: string,
  cookie: string,
  { slug, packets, atOnce }: NonNullable<FloodOrder["realtime"]>,
): Promise<void> {
  const headers = { cookie, "content-type": "text/plain" };
  let address = `${base}/socket.io/?EIO=4&transport=polling`;
  const take = async () => (await fetch(address, { headers })).text();
  const say = (body: string) => fetch(address, { method: "POST", headers, body });
  const { sid } = JSON.parse((await take()).slice(1)) as { sid: string };
  address += `&sid=${sid}`;
  await say(`40${JSON.stringify({ workspace: slug })}`);
  while (!(await take()).includes('["ready"'));
  note("ready");
  const body = Array.from({ length: atOnce }, (_, n) => packets[n % packets.length]).join("\x1e");
  let isOpen = true;
  const listening = async () => {
    while (isOpen) isOpen = (await fetch(address, { headers })).ok;
  };
  void listening();
  while (isOpen && (await say(body)).ok) note("events", atOnce);
  note("closed");
}

/** A client's text frame, masked with zeros. */
function frame(text: string): Buffer {
  const data = Buffer.from(text);
  const head =
    data.length < 126
      ? Buffer.from([0x81, 0x80 | data.length, 0, 0, 0, 0])
      : Buffer.from([0x81, 0x80 | 126, data.length >> 8, data.length & 255, 0, 0, 0, 0]);
  return Buffer.concat([head, data]);
}
