import { expect, it } from "vitest";
import { parseBody } from "@/lib/markdown/parse-body";
import { isOnlyEmoji } from "@/ui/message/only-emoji";

it("knows a message of a few emoji and nothing else", () => {
  const isOnly = (body: string) => isOnlyEmoji(parseBody(body));
  for (const body of ["👍", "🎉 🎉", "👨‍👩‍👧👍🏽", "❤️", "🇩🇪🇫🇷", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "☝🏽"]) {
    expect([body, isOnly(body)]).toEqual([body, true]);
  }
  for (const body of ["👍 ok", "5", "#", "©", "**👍**", "👍".repeat(9), "> 👍", "", "👍\n\n👍"]) {
    expect([body, isOnly(body)]).toEqual([body, false]);
  }
});
