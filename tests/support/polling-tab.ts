import { Agent, request } from "node:http";
import type { Socket } from "node:net";
import type { Json } from "./person";
import { askUnread } from "./raw";

const SEPARATOR = "\u001e";

/** A polling connection that asks only when it is told to, all on one TCP connection. */
export class PollingTab {
  readonly packets: string[] = [];
  private sid = "";
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  private constructor(
    private readonly base: string,
    private readonly cookie: string,
  ) {}

  /** Opens the transport; nothing is sent yet. */
  static async open(base: string, cookie: string): Promise<PollingTab> {
    const tab = new PollingTab(base, cookie);
    const [open = ""] = await tab.poll();
    tab.sid = (JSON.parse(open.slice(1)) as { sid: string }).sid;
    return tab;
  }

  /** Opens it, enters a workspace and polls until it is `ready`. */
  static async enter(base: string, cookie: string, workspace: string): Promise<PollingTab> {
    const tab = await PollingTab.open(base, cookie);
    await tab.say(`40${JSON.stringify({ workspace })}`);
    while (tab.events("ready").length === 0) await tab.poll();
    return tab;
  }

  /** Polls once. Resolves with what was waiting, or with what comes next. */
  async poll(): Promise<string[]> {
    const text = await this.ask("GET");
    const packets = text.split(SEPARATOR);
    this.packets.push(...packets);
    return packets;
  }

  events(name: string): Json[] {
    return this.packets
      .filter((packet) => packet.startsWith("42["))
      .map((packet) => JSON.parse(packet.slice(2)) as [string, Json])
      .filter(([event]) => event === name)
      .map(([, payload]) => payload);
  }

  /** Sends several engine.io packets in one body. */
  async say(...packets: string[]): Promise<void> {
    await this.ask("POST", packets.join(SEPARATOR));
  }

  /** Polls on a connection of its own that is not read until `resume` is called. */
  askUnread(): Socket {
    const socket = askUnread(
      this.base,
      `/socket.io/?EIO=4&transport=polling&sid=${this.sid}`,
      this.cookie,
    );
    socket.pause();
    return socket;
  }

  close(): void {
    this.agent.destroy();
  }

  private ask(method: string, body = ""): Promise<string> {
    const sid = this.sid && `&sid=${this.sid}`;
    const path = `/socket.io/?EIO=4&transport=polling${sid}`;
    const headers = { cookie: this.cookie, "content-length": Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(this.base);
      const req = request({ hostname, port, path, method, headers, agent: this.agent });
      req.on("error", reject);
      req.on("response", (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (piece: string) => {
          text += piece;
        });
        response.on("error", reject);
        response.on("end", () => resolve(text));
      });
      req.end(body);
    });
  }
}
