import { expect, it } from "vitest";
import { useBrowser } from "../support/browser";
import { GENEROUS_LIMIT, readRow } from "../support/drills";
import { askRaw } from "../support/raw";
import { useWorld } from "../support/world";
import { goTo } from "./steps";

const browser = useBrowser();
const world = useWorld({ env: GENEROUS_LIMIT, expected: [/^origin refused$/] });

it("an admin runs a drill on the Guests page, and sees how it and earlier ones went", async () => {
  const device = await browser.device(world.server.url, { as: world.owner });
  const page = await device.open("/w/acme/guests");
  const panel = page.getByRole("region", { name: "Drills" });
  await panel.getByText("No drill has been run yet.").waitFor();
  await panel.getByRole("button", { name: "Run a drill" }).click();
  await panel
    .getByText(/^1 connection cut, the last one gone after \d+ ms · confirmed by the server/)
    .waitFor();
  expect(await panel.getByRole("alert").count()).toBe(0);

  // As one that ran while a node hung.
  await readRow(
    world.databaseUrl,
    `INSERT INTO drill VALUES ('slow', NULL, now() + interval '1 second', false, 1, 2, 1, 2204, NULL, 0, 1000)`,
  );
  await page.reload();
  const alert = panel.getByRole("alert");
  await alert.getByText("1 of 2 nodes did not confirm.").waitFor();
  await alert.getByText("The answer took 2,204 ms; the limit is 1,000 ms.").waitFor();
  await alert.getByText("A connection was not seen to close.").waitFor();
  await panel.getByText("The dashed line is the limit, 1,000 ms.", { exact: false }).waitFor();
  await panel.getByText("All figures").click();
  const rows = panel.getByRole("table", { name: "The last drills" }).getByRole("row");
  expect(await rows.count()).toBe(3);
  await rows.nth(1).getByText("not seen", { exact: true }).waitFor();
  await rows.nth(2).getByText("Passed").waitFor();
});

it("an owner sees which pages were refused, and what to put into the settings if one is theirs", async () => {
  const intruder = "https://evil.example/<b>bold</b>";
  const own = "https://intranet.acme.test";
  for (const origin of [own, own, intruder]) {
    const headers: [string, string][] = [["Origin", origin]];
    await askRaw(world.server.url, "/socket.io/?EIO=4&transport=polling", { headers });
  }
  const device = await browser.device(world.server.url, { as: world.owner });
  const page = await device.open("/w/acme");
  await goTo(page, "Refused origins");
  const table = page.getByRole("table", { name: "Refused origins" });
  const mine = table.getByRole("row").filter({ hasText: own });
  await mine.getByRole("cell", { name: "2", exact: true }).waitFor();
  await mine.getByText("127.0.0.1").filter({ visible: true }).waitFor();
  await mine.getByRole("button", { name: "This is mine" }).click();
  const line = await mine.getByLabel(`The line for ${own}`).inputValue();
  expect(line).toBe(`ALLOWED_ORIGINS=${world.server.url},${own}`);
  await mine.getByRole("button", { name: "Copy line" }).click();
  await mine.getByText("Copied").waitFor();
  const other = table.getByRole("row").filter({ hasText: "evil.example" });
  await other.getByText("https://evil.example/%3Cb%3Ebold%3C/b%3E").waitFor();
  await other.getByText("Not the address of a web page: no setting allows it.").waitFor();
});
