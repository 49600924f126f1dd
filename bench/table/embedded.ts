import type { Channel } from "@/lib/api-types";
import { Person } from "../../tests/support/person";
import { startServer } from "../../tests/support/server";
import { inWorkspace as asWorld, type World } from "../../tests/support/world";
import type { Target } from "../support/load/raw-connection";
import { pin, SERVER_CORE } from "../support/pin";
import type { Comparison, Measured } from "../support/rounds";
import type { Setting } from "../support/setting";
import { inWorkspace } from "./targets";

const SENDERS = 10;
const FOR_MS = 3_000;

/** The Postgres within the process, with which everybody begins, beside one of its own. */
export async function compareEmbedded(setting: Setting) {
  const [apart, within] = [await setting.openWorld(), await openEmbedded()];
  const [one, other] = [await openPlace(apart), await openPlace(within)];
  const compareBoth = (work: string, ask: (place: Place) => Promise<number>): Comparison => ({
    work: `${work}, embedded Postgres`,
    against: "Postgres in a process of its own",
    unit: "/s",
    goal: "shown",
    baseline: () => ask(one),
    ours: () =>
      setting.watch(within, async (): Promise<Measured> => ({ figure: await ask(other) })),
  });
  return {
    comparisons: [
      compareBoth("sends, 10 people with one under way each in one channel", (place) =>
        sendTo(setting, place),
      ),
      compareBoth("handshakes until ready, 20 at a time", (place) => shakeHands(setting, place)),
    ],
    close: async () => {
      await Promise.all([apart.stop(), within.stop()]);
    },
  };
}

interface Place {
  targets: Target[];
  channelId: string;
}

async function openEmbedded(): Promise<World> {
  const server = await startServer();
  await pin(server.pid, SERVER_CORE);
  const owner = new Person(server.url, "Olive Owner", "olive@acme.test");
  const { name, email, password } = owner;
  const workspace = { name: "Acme", slug: "acme" };
  const { body } = await owner.post("/api/setup", { name, email, password, workspace });
  return asWorld(server, owner, workspace.slug, body.channel as Channel);
}

async function openPlace(world: World): Promise<Place> {
  const members: Person[] = [];
  for (let n = 0; n < SENDERS; n++) members.push(await world.buildMember());
  return { targets: inWorkspace(world, members), channelId: world.general.id };
}

async function sendTo({ load }: Setting, { targets, channelId }: Place): Promise<number> {
  await load.do("open", { targets, count: SENDERS, atOnce: 5 });
  const order = { channelIds: [channelId], senders: SENDERS, underWay: 1, forMs: FOR_MS };
  const { perSecond } = await load.do("send", order);
  await load.do("close", {});
  return perSecond;
}

async function shakeHands({ load }: Setting, { targets }: Place): Promise<number> {
  return (await load.do("handshakes", { targets, forMs: FOR_MS, atOnce: 20 })).perSecond;
}
