import { expect, it } from "vitest";
import { type Cell, writeCsv } from "@/core/csv";

async function write(...cells: Cell[]): Promise<string> {
  async function* rows() {
    yield cells;
  }
  const lines: string[] = [];
  for await (const line of writeCsv(["Heading"], rows())) lines.push(line);
  return lines.slice(1).join("");
}

it.each(["=", "+", "-", "@", "\t", "\r", "\n"])(
  "what begins with %j is text for a spreadsheet program, and no formula",
  async (sign) => {
    expect(await write(`${sign}1`)).toMatch(/^"?'/);
  },
);

it("every other cell is as it was, in quotes where it needs them", async () => {
  expect(await write("a=b", 'say "x"', "a,b", "a\nb", -1, null)).toBe(
    'a=b,"say ""x""","a,b","a\nb",-1,\r\n',
  );
});
