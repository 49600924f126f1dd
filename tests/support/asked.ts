import { once } from "node:events";
import { connect } from "node:net";
import { layRelay } from "./relay";

/** What a server asks of its database or its Redis, in order, as texts. */
export interface Asked {
  texts: string[];
  stop(): Promise<void>;
}

export interface AskedStatements extends Asked {
  /** The address of the database, to be given to the server. */
  url: string;
  /** The values of the parameters of each statement of `texts`. */
  values: (string | null)[][];
}

/**
 * A connection to a Postgres that writes down every statement that is run through it. Each counts, also `BEGIN`, and
 * also one that was prepared before.
 */
export async function listenToPostgres(databaseUrl: string): Promise<AskedStatements> {
  const texts: string[] = [];
  const values: (string | null)[][] = [];
  const relay = await layRelay(databaseUrl, (near, far) => {
    const read = readStatements((text, given) => {
      texts.push(text);
      values.push(given);
    });
    near.on("data", (bytes) => {
      read(bytes);
      far.write(bytes);
    });
    far.on("data", (bytes) => near.write(bytes));
  });
  return { ...relay, texts, values };
}

const PROTOCOL_3 = 3 << 16;

/**
 * Reads what a client sends to Postgres: a message without a type that opens the session, then messages with types.
 * @param note is called for each statement that is run, also one that was prepared before
 */
export function readStatements(
  note: (text: string, values: (string | null)[]) => void,
): (bytes: Buffer) => void {
  let rest = Buffer.alloc(0);
  let isOpen = false;
  const prepared = new Map<string, string>();
  const bound = new Map<string, { text: string; values: (string | null)[] }>();
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      const head = isOpen ? 1 : 0;
      if (rest.length < head + 4) return;
      const end = head + rest.readInt32BE(head);
      if (rest.length < end) return;
      const body = rest.subarray(head + 4, end);
      if (isOpen) read(String.fromCharCode(rest[0] ?? 0), body);
      else isOpen = body.readInt32BE(0) === PROTOCOL_3;
      rest = rest.subarray(end);
    }
  };

  function read(type: string, body: Buffer): void {
    const [first = "", second = ""] = body.toString().split("\0", 2);
    if (type === "Q") note(first, []);
    if (type === "P") prepared.set(first, second);
    if (type === "B") {
      const names = Buffer.byteLength(`${first}\0${second}\0`);
      const text = prepared.get(second) ?? second;
      bound.set(first, { text, values: readValues(body.subarray(names)) });
    }
    const portal = type === "E" ? bound.get(first) : undefined;
    if (portal) note(portal.text, portal.values);
  }
}

/** The values of a `Bind` message, after its names: the formats, then each value with its length, -1 for null. */
function readValues(body: Buffer): (string | null)[] {
  let at = 2 + 2 * body.readInt16BE(0);
  const count = body.readInt16BE(at);
  at += 2;
  return Array.from({ length: count }, () => {
    const length = body.readInt32BE(at);
    at += 4 + Math.max(0, length);
    return length < 0 ? null : body.toString("utf8", at - length, at);
  });
}

/** Writes down every command that reaches a Redis. */
export async function listenToRedis(port: number): Promise<Asked> {
  const socket = connect(port, "127.0.0.1");
  const texts: string[] = [];
  let rest = "";
  socket.setEncoding("latin1").on("data", (piece: string) => {
    const lines = (rest + piece).split("\r\n");
    rest = lines.pop() ?? "";
    // `+1339518083.107412 [0 127.0.0.1:60866] "publish" "…"`
    for (const line of lines) {
      const command = /^\+[\d.]+ \[[^\]]*\] (.*)$/.exec(line)?.[1];
      if (command !== undefined) texts.push(command);
    }
  });
  socket.write("MONITOR\r\n");
  await once(socket, "data");
  return {
    texts,
    async stop() {
      socket.destroy();
      await once(socket, "close");
    },
  };
}
