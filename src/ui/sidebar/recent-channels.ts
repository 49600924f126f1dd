import type { LocalMemory } from "@/ui/realtime/loading/local-memory";

const KEY = "recent";
const MAX_RECENT = 30;

/** The ids of the channels that were opened last on this device, the latest first. */
export function readRecentChannels(memory: LocalMemory): string[] {
  return memory.read(KEY)?.split(" ").filter(Boolean) ?? [];
}

export function rememberVisit(memory: LocalMemory, channelId: string): void {
  const others = readRecentChannels(memory).filter((id) => id !== channelId);
  memory.write(KEY, [channelId, ...others].slice(0, MAX_RECENT).join(" "));
}
