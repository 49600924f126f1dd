import type { World } from "../../tests/support/world";
import type { Large } from "../support/large";
import { percentile } from "../support/report";
import type { Comparison, Measured } from "../support/rounds";
import type { Setting } from "../support/setting";

/** How often something is asked: fewer times where each takes long. */
const [TIMES, AT_LEAST, FOR_MS] = [10, 3, 2_500];

/** What a member of a large workspace asks for. The baseline is the same question of somebody in 20 channels. */
export function comparePages(
  setting: Setting,
  world: World,
  { channelIds, member, joinedAll }: Large,
): Comparison[] {
  const page = `/w/${world.slug}/c/${channelIds[1]}`;
  const list = `/api/workspaces/${world.slug}/channels`;
  const one = (work: string, path: string, goal: string): Comparison => ({
    work: `${work}, 2,000 channels joined`,
    against: "20 channels joined",
    unit: "ms",
    goal,
    baseline: async () => (await timeAnswers(world, path, member.cookie)).figure,
    ours: () => setting.watch(world, () => timeAnswers(world, path, joinedAll.cookie)),
  });
  return [
    one("workspace page", page, "≤ 300 ms, ≤ 300 kB"),
    one("channel list with unread counts", list, "≤ 30 ms"),
  ];
}

/** Asks again and again. @returns the median of the times, and the bytes of an answer, which are not compressed */
export async function timeAnswers(
  { server }: Pick<World, "server">,
  path: string,
  cookie: string,
): Promise<Measured & { times: number[]; also: { "answer kB": number } }> {
  const times: number[] = [];
  let bytes = 0;
  const since = performance.now();
  const isEnough = () => times.length >= AT_LEAST && performance.now() - since > FOR_MS;
  while (times.length < TIMES && !isEnough()) {
    const begun = performance.now();
    const answer = await fetch(server.url + path, { headers: { cookie } });
    bytes = (await answer.arrayBuffer()).byteLength;
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    times.push(performance.now() - begun);
  }
  return { figure: percentile(times, 0.5), times, also: { "answer kB": bytes / 1_000 } };
}

/** Searches that many messages match, or that no index of words can answer. The baseline is a rare word. */
export function compareSearches(setting: Setting, world: World, { member }: Large): Comparison[] {
  const search = (q: string) => {
    const path = `/api/workspaces/${world.slug}/search?q=${encodeURIComponent(q)}`;
    return timeAnswers(world, path, member.cookie);
  };
  const audit = () =>
    timeAnswers(
      world,
      `/api/admin/audit?workspace=${world.slug}&q=number+4711`,
      world.owner.cookie,
    );
  const one = (work: string, ours: () => Promise<Measured>): Comparison => ({
    work: `search, 1.2 million messages: ${work}`,
    against: "a rare word",
    unit: "ms",
    goal: "≤ 100 ms",
    baseline: async () => (await search("rare4711")).figure,
    ours: () => setting.watch(world, ours),
  });
  return [
    one("has:link", () => search("has:link")),
    one("in: with a common word", () => search("in:channel-1 message")),
    one("one letter", () => search("m")),
    one("the audit log, 100,000 events, by text", audit),
  ];
}
