import { type IncomingHttpHeaders, request } from "node:http";
import { connect, type Socket } from "node:net";
import type { Json } from "./person";

export type HeaderList = [name: string, value: string][];

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  body: Json;
}

export interface RawRequest {
  method?: string;
  /** Sent as they are, in this order, including repetitions. */
  headers?: HeaderList;
  body?: string | Buffer;
  upgrade?: boolean;
}

const UPGRADE: HeaderList = [
  ["Connection", "Upgrade"],
  ["Upgrade", "websocket"],
  ["Sec-WebSocket-Version", "13"],
  ["Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="],
];

/** Sends one HTTP request exactly as written. A successful upgrade answers 101 and is dropped. */
export function askRaw(base: string, path: string, wish: RawRequest = {}): Promise<RawAnswer> {
  const { headers = [], upgrade = false } = wish;
  // As a buffer: with a string, Node would also write the headers in its encoding, UTF-8.
  const body = Buffer.from(wish.body ?? "");
  const method = wish.method ?? "GET";
  const { hostname, port, host } = new URL(base);
  const chunked = headers.some(([name]) => name === "Transfer-Encoding");
  const length: HeaderList =
    body.length > 0 && !chunked ? [["Content-Length", String(body.length)]] : [];
  const all: HeaderList = [
    ["Host", host],
    ...(upgrade ? UPGRADE : ([["Connection", "close"]] as HeaderList)),
    ...length,
    ...headers,
  ];
  return new Promise((resolve, reject) => {
    // Node's types do not know the flat list, and we need its repetitions.
    const flat = all.flat() as unknown as Record<string, string>;
    const req = request({ hostname, port, method, path, headers: flat, agent: false });
    req.setTimeout(15_000, () => req.destroy(new Error(`no answer: ${method} ${path}`)));
    req.on("error", reject);
    req.on("upgrade", (response, socket: Socket) => {
      socket.destroy();
      resolve({ status: 101, headers: response.headers, text: "", body: null });
    });
    req.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const { statusCode = 0, headers: answered } = response;
        resolve({ status: statusCode, headers: answered, text, body: readJson(text) });
      });
    });
    req.end(body);
  });
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Sends a request on a connection of its own, and reads nothing of the answer until it is resumed. */
export function askUnread(base: string, path: string, cookie: string): Socket {
  const { hostname, port, host } = new URL(base);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  const headers = `Host: ${host}\r\nCookie: ${cookie}\r\nConnection: close`;
  socket.write(`GET ${path} HTTP/1.1\r\n${headers}\r\n\r\n`);
  return socket;
}
