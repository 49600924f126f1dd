import type { LocalMemory } from "@/ui/realtime/loading/local-memory";

const KEY = "emoji";
const MAX_RECENT = 16;

/** The most common emoji, offered until the user has used others. */
const COMMON = "👍 ❤️ 😂 🎉 ✅ 👀 🙏 🔥 😊 😮 😢 🤔 👏 💯 🚀 👋".split(" ");

/** The emoji that were used last on this device, the latest first. Common ones fill up the list. */
export function readRecentEmoji(memory: LocalMemory): string[] {
  return [...new Set([...readUsed(memory), ...COMMON])].slice(0, MAX_RECENT);
}

export function noteEmoji(memory: LocalMemory, emoji: string): void {
  const others = readUsed(memory).filter((one) => one !== emoji);
  memory.write(KEY, [emoji, ...others].slice(0, MAX_RECENT).join(" "));
}

function readUsed(memory: LocalMemory): string[] {
  return memory.read(KEY)?.split(" ").filter(Boolean) ?? [];
}
