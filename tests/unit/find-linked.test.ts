import { expect, it } from "vitest";
import { findLinked } from "@/ui/message/linked/find-linked";

it("finds the messages of this workspace that are linked, in the body and in quotes", () => {
  const find = (body: string) => findLinked(body, "https://chat.test", "acme");
  const link = (seq: number) => `https://chat.test/w/acme/c/general?at=${seq}`;
  const to = (...seqs: number[]) => seqs.map((seq) => ({ channelId: "general", seq }));
  expect(find(`${link(2)} [words](${link(1)})\n> ${link(3)}\n\n${link(2)} ${link(4)}`)).toEqual(
    to(2, 1, 3),
  );
  for (const body of [
    `\`${link(1)}\``,
    `~~~\n${link(1)}\n~~~`,
    "https://chat.test/w/acme/c/general",
    "https://chat.test/w/acme/c/general/more?at=1",
    "https://chat.test/w/other/c/general?at=1",
    "https://chat.test/w/acme/c/general?at=-1",
    "https://elsewhere.test/w/acme/c/general?at=1",
    "https://chat.test@elsewhere.test/w/acme/c/general?at=1",
  ]) {
    expect([body, find(body)]).toEqual([body, []]);
  }
});
