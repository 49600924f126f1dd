import { Agent, request } from "node:http";
import type { Socket } from "socket.io-client";
import type { Channel, Person } from "@/lib/api-types";
import { markPeople } from "@/lib/marks";
import { pauseFor } from "@/ui/realtime/connection/pauses";
import { describeKnown } from "@/ui/realtime/loading/load-channels";
import { buildManyChannels, type CrowdMember } from "../tests/support/crowd";
import { memberState } from "../tests/support/member-state";
import { letPass } from "../tests/support/wait";
import type { World } from "../tests/support/world";
import { onPostgres } from "./support/databases";
import { ms, percentile, type Row, report } from "./support/report";
import { closeTabs, openTab } from "./support/tabs";

const CLIENTS = 500;
const CHANNELS = 2_000;
const LIMIT_MS = 120_000;
const CHANGED = 20;
const LISTS = ["channels", "people"] as const;

type List = (typeof LISTS)[number];
interface Lists {
  channels: Channel[];
  people: Person[];
}

/** Pages that reconnect as real ones do: each after a random pause, and after a longer one when it is refused. */
class Storm {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly tabs: Socket[] = [];
  private readonly backAfter: number[] = [];
  private refusals = 0;
  private bytes = 0;
  private isOver = false;

  constructor(
    private readonly url: string,
    private readonly slug: string,
    private readonly known: Record<List, string>,
  ) {}

  async run(members: CrowdMember[]): Promise<void> {
    const begun = performance.now();
    const all = members.map(async (member) => {
      await this.connect(member);
      await Promise.all(LISTS.map((list) => this.load(member, list)));
      this.backAfter.push(performance.now() - begun);
    });
    await Promise.race([
      Promise.all(all),
      letPass(LIMIT_MS, "what is let through would come by then"),
    ]);
    this.isOver = true;
    closeTabs(this.tabs);
    this.agent.destroy();
  }

  describe(what: string): Row {
    return {
      "": what,
      back: `${this.backAfter.length}/${CLIENTS}`,
      "p50 ms": ms(percentile(this.backAfter, 0.5)),
      "last ms": ms(Math.max(...this.backAfter)),
      refusals: this.refusals,
      "kB each": Math.round(this.bytes / CLIENTS / 1_000),
    };
  }

  private async connect({ cookie }: CrowdMember): Promise<void> {
    for (let attempt = 0; !this.isOver; attempt++) {
      await letPass(pauseFor(attempt), "they go on at this pace");
      const tab = openTab({ url: this.url, auth: { workspace: this.slug }, cookie });
      this.tabs.push(tab);
      const ready = await new Promise<boolean>((resolve) => {
        tab.once("ready", () => resolve(true));
        tab.once("connect_error", () => resolve(false));
        tab.once("disconnect", () => resolve(false));
      });
      if (ready) return;
      this.refusals += 1;
    }
  }

  private async load({ cookie }: CrowdMember, list: List): Promise<void> {
    const path = `/api/workspaces/${this.slug}/${list}`;
    for (let attempt = 0; !this.isOver; attempt++) {
      if ((await this.get(path, { cookie, "x-known": this.known[list] })) === 200) return;
      this.refusals += 1;
      await letPass(pauseFor(attempt), "they go on at this pace");
    }
  }

  private get(path: string, headers: Record<string, string>): Promise<number> {
    return new Promise((resolve) => {
      const req = request(`${this.url}${path}`, { agent: this.agent, headers });
      req.on("error", () => resolve(0));
      req.on("response", (res) => {
        res.on("data", (part: Buffer) => {
          this.bytes += part.length;
        });
        res.on("close", () => resolve(res.complete ? (res.statusCode ?? 0) : 0));
      });
      req.end();
    });
  }
}

const rows: Row[] = [];

await onPostgres(async (world, databaseUrl) => {
  const crowd = { people: CLIENTS, channels: CHANNELS };
  const members = await buildManyChannels(world, databaseUrl, crowd);
  const known = await readKnown(world, members[0]?.cookie ?? "");
  rows.push(await run("nothing has changed"));
  for (let n = 1; n <= CHANGED; n++) await world.buildChannel({ name: `new-${n}` });
  rows.push(await run(`${CHANGED} channels were made`));

  async function run(what: string): Promise<Row> {
    const storm = new Storm(world.server.url, world.slug, known);
    await storm.run(members);
    return storm.describe(what);
  }
});

report(
  "reconnect-storm",
  `Reconnect storm: ${CLIENTS} pages in a workspace of ${CHANNELS} channels, until each has loaded what it missed`,
  rows,
);

/** The marks that a member's page would send. All members see the same, so one is enough. */
async function readKnown({ server, slug }: World, cookie: string): Promise<Record<List, string>> {
  const read = async (list: List) => {
    const path = `${server.url}/api/workspaces/${slug}/${list}`;
    return (await (await fetch(path, { headers: { cookie } })).json()) as Lists;
  };
  const [{ channels }, { people }] = await Promise.all([read("channels"), read("people")]);
  const known = describeKnown(memberState({ channels, people }));
  return { channels: known, people: markPeople(people) };
}
