"use client";

import { useTypists } from "@/ui/realtime/use-channels";

/** Who is typing now. It stands in a line that is always there, so that nothing moves when somebody begins. */
export function TypingLine({ channelId }: { channelId: string }) {
  const names = useTypists(channelId).map((typist) => typist.name);
  return (
    <p className="min-w-0 flex-1 truncate pl-5 text-ink-faint text-meta md:pl-7">
      {describe(names)}
    </p>
  );
}

function describe(names: string[]): string {
  if (names.length === 0) return "";
  if (names.length === 1) return `${names[0]} is typing`;
  if (names.length === 2) return `${names[0]} and ${names[1]} are typing`;
  return "Several people are typing";
}
