import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import type { Message } from "@/lib/api-types";
import type { Ack, Ready } from "@/lib/socket-events";
import { PASSWORD } from "./password";
import { waitUntil } from "./wait";

export type Json = any;

export interface Answer {
  status: number;
  body: Json;
  headers: Headers;
}

export interface Seen {
  event: string;
  payload: Json;
  at: number;
}

/** Somebody with a cookie jar, on one device. */
export class Person {
  /** The session cookie. */
  cookie = "";
  /** The cookie by which the device is known to accounts that have signed in on it. */
  known = "";
  constructor(
    readonly baseUrl: string,
    readonly name = "Somebody",
    readonly email = "",
    readonly password = PASSWORD,
  ) {}

  /** The same device, talking to another node. */
  at(baseUrl: string): Person {
    const twin = new Person(baseUrl, this.name, this.email, this.password);
    twin.cookie = this.cookie;
    twin.known = this.known;
    return twin;
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      redirect: "manual",
      headers: {
        ...this.cookies(),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    this.keepCookies(response.headers.getSetCookie());
    const text = await response.text();
    return { status: response.status, body: readBody(text), headers: response.headers };
  }

  get = (path: string, headers?: Record<string, string>) =>
    this.call("GET", path, undefined, headers);
  post = (path: string, body: unknown = {}, headers?: Record<string, string>) =>
    this.call("POST", path, body, headers);

  /** Signs in on a new device. */
  async signIn(baseUrl = this.baseUrl): Promise<Person> {
    const device = new Person(baseUrl, this.name, this.email, this.password);
    const { email, password } = this;
    const answer = await device.post("/api/auth/sign-in/email", { email, password });
    if (answer.status !== 200)
      throw new Error(`sign-in: ${answer.status} ${JSON.stringify(answer.body)}`);
    return device;
  }

  connect(workspace: string, options: Partial<ManagerOptions & SocketOptions> = {}): Connection {
    return new Connection(
      io(this.baseUrl, {
        auth: { workspace },
        extraHeaders: { ...(this.cookie && { cookie: this.cookie }) },
        reconnection: false,
        forceNew: true,
        ...options,
      }),
    );
  }

  /** Connects and waits for `ready`. */
  async enter(
    workspace: string,
    options?: Partial<ManagerOptions & SocketOptions>,
  ): Promise<Connection> {
    const connection = this.connect(workspace, options);
    await connection.next("ready");
    return connection;
  }

  private cookies() {
    const all = [this.cookie, this.known].filter(Boolean).join("; ");
    return all && { cookie: all };
  }

  private keepCookies(lines: string[]): void {
    const isOfDevice = (line: string) => line.startsWith("gatehouse.device-");
    this.known = keep(this.known, lines.filter(isOfDevice));
    this.cookie = keep(
      this.cookie,
      lines.filter((line) => !isOfDevice(line)),
    );
  }
}

/** The status of a request that was broken off. */
export const BROKEN_OFF = 0;

/** For `catch`: a request that takes its time while its person is cut is broken off. */
export function asBrokenOff(error: Error): Answer {
  const { code } = (error.cause ?? {}) as { code?: string };
  if (code !== "ECONNRESET") throw error;
  return { status: BROKEN_OFF, body: {}, headers: new Headers() };
}

/** A `Cookie` header, changed by these `Set-Cookie` lines. */
function keep(header: string, lines: string[]): string {
  if (lines.length === 0) return header;
  const jar = new Map(
    header
      .split("; ")
      .filter(Boolean)
      .map((pair) => [pair.split("=")[0] ?? "", pair]),
  );
  for (const line of lines) {
    const pair = line.split(";")[0] ?? "";
    const name = pair.split("=")[0] ?? "";
    if (pair.endsWith("=")) jar.delete(name);
    else jar.set(name, pair);
  }
  return [...jar.values()].join("; ");
}

/** One tab: everything that reached it, in order. */
export class Connection {
  readonly seen: Seen[] = [];
  refusal: Json = null;
  closedBecause: string | null = null;

  constructor(readonly socket: Socket) {
    socket.onAny((event: string, payload: unknown) => {
      this.seen.push({ event, payload, at: performance.now() });
    });
    socket.on("connect_error", (error) => {
      this.refusal = { ...(error as { data?: object }).data, text: error.message };
    });
    socket.on("disconnect", (reason) => {
      this.closedBecause = reason;
    });
  }

  of(event: string): Json[] {
    return this.seen.filter((one) => one.event === event).map((one) => one.payload);
  }

  /** Waits for the first event of this name. */
  async next(event: string, limitMs = 15_000): Promise<Json> {
    await waitUntil(
      () => this.of(event).length > 0 || (event === "ready" && this.isOver()),
      limitMs,
      () => `${event}; ${this.describe()}`,
    );
    const [payload] = this.of(event);
    if (payload === undefined) throw new Error(`no ${event}: ${this.describe()}`);
    return payload;
  }

  get ready(): Ready {
    return this.of("ready")[0] as Ready;
  }

  async emit(event: string, payload: unknown, limitMs = 15_000): Promise<Ack<Json>> {
    return (await this.socket.timeout(limitMs).emitWithAck(event, payload)) as Ack<Json>;
  }

  async send(channelId: string, body: string, more: object = {}): Promise<Message> {
    const clientId = crypto.randomUUID();
    const answer = await this.emit("message:send", { channelId, body, clientId, ...more });
    if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
    return (answer.data as { message: Message }).message;
  }

  async refused(limitMs = 15_000): Promise<Json> {
    await waitUntil(
      () => this.refusal !== null,
      limitMs,
      () => this.describe(),
    );
    return this.refusal;
  }

  async closed(limitMs = 15_000): Promise<void> {
    await waitUntil(
      () => this.isOver(),
      limitMs,
      () => this.describe(),
    );
  }

  close(): void {
    this.socket.disconnect();
  }

  /** What this tab has seen so far, for the error message of a wait that failed. */
  describe(): string {
    const events = this.seen.map(({ event, payload }) => {
      const { code, reason } = payload ?? {};
      return [event, code, reason].filter(Boolean).join(" ");
    });
    const { connected, id } = this.socket;
    const state = `connected ${connected} (${id}), refused ${JSON.stringify(this.refusal)}`;
    return `${state}, closed by ${this.closedBecause}, saw [${events.slice(-20).join(", ")}]`;
  }

  private isOver(): boolean {
    return this.refusal !== null || this.closedBecause !== null;
  }
}

function readBody(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
