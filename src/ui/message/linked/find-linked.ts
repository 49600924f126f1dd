import { parseBody } from "@/lib/markdown/parse-body";
import { nodesIn } from "@/lib/markdown/nodes-in";

export interface MessageLink {
  channelId: string;
  seq: number;
}

/** More links than these in a message are links and nothing else. */
const MAX_LINKED = 3;

/** The messages of this workspace to which a body links, in its order, each once. */
export function findLinked(body: string, origin: string, slug: string): MessageLink[] {
  const links = nodesIn(parseBody(body)).flatMap((node) =>
    node.kind === "link" ? (readLink(node.href, origin, slug) ?? []) : [],
  );
  const byMessage = new Map(links.map((link) => [`${link.channelId} ${link.seq}`, link]));
  return [...byMessage.values()].slice(0, MAX_LINKED);
}

function readLink(address: string, origin: string, slug: string): MessageLink | null {
  const url = new URL(address);
  const [, root, workspace, kind, channelId, ...rest] = url.pathname.split("/");
  const seq = url.searchParams.get("at") ?? "";
  const isOurs = url.origin === origin && root === "w" && workspace === encodeURIComponent(slug);
  if (!isOurs || kind !== "c" || !channelId || rest.length > 0) return null;
  return /^[1-9]\d{0,8}$/.test(seq) ? { channelId, seq: Number(seq) } : null;
}
