import type { World } from "../../tests/support/world";
import type { Channel } from "@/lib/api-types";
import type { Target } from "../support/load/raw-connection";

/** Where and as whom the load process connects. */
export function inWorkspace(
  { server, slug }: Pick<World, "server" | "slug">,
  people: readonly { cookie: string }[],
): Target[] {
  return people.map(({ cookie }) => ({ url: server.url, cookie, auth: { workspace: slug } }));
}

/** The channels that `buildManyChannels` has made, in the order in which they were made. */
export async function findMadeChannels({ owner, slug }: World): Promise<string[]> {
  const { body } = await owner.get(`/api/workspaces/${slug}/channels`);
  const number = ({ name }: Channel) => Number(/^channel-(\d+)$/.exec(name)?.[1] ?? 0);
  return (body.channels as Channel[])
    .filter((channel) => number(channel) > 0)
    .sort((a, b) => number(a) - number(b))
    .map(({ id }) => id);
}
