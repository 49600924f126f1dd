import { describe, expect, it } from "vitest";
import { buildCrowd } from "../support/crowd";
import { expectStatus, useWorld } from "../support/world";

const world = useWorld();

/** The bytes as they come: a text decoder would take the mark at the beginning away. */
async function read(
  path: string,
  { cookie } = world.owner,
): Promise<{ headers: Headers; text: string }> {
  const { url } = world.server;
  const answer = await fetch(url + path, { headers: { cookie } });
  expect(answer.status).toBe(200);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return { headers: answer.headers, text: decoder.decode(await answer.arrayBuffer()) };
}

describe("the guests as comma-separated values", () => {
  it("are a file that a spreadsheet program reads, without formulas of a stranger", async () => {
    await world.buildGuest({ name: '=HYPERLINK("http://evil.example","x"),' });
    await world.buildGuest({ name: "Zoë Zimmer" });
    await world.buildGuest({ name: "Semi;=1+1;-2" });
    await world.buildGuest({ name: "＝WIDE()" });
    const { headers, text } = await read("/api/admin/guest.csv?workspace=acme");
    expect(headers.get("content-type")).toMatch(/^text\/csv; charset=utf-8/);
    expect(headers.get("content-disposition")).toMatch(
      /^attachment; filename="?acme-guests\.csv"?$/,
    );
    expect(headers.get("cache-control")).toBe("no-store");
    const lines = text.split("\r\n");
    expect(lines[0]).toMatch(/^\uFEFFName,E-mail,Status,/);
    expect(lines.at(-1)).toBe("");
    expect(text).toContain(`\r\n"'=HYPERLINK(""http://evil.example"",""x""),",`);
    expect(text).toContain("\r\nSemi;'=1+1;'-2,");
    expect(text).toContain("\r\n'＝WIDE(),");
    expect(text).toMatch(/\r\nZoë Zimmer,[^,]+,active,Olive Owner,Olive Owner,general,/);
  });

  it("name no private channel that the admin is not in", async () => {
    const secret = await world.buildChannel({ name: "plan-b", visibility: "private" });
    await world.buildGuest({ name: "Pia Private", channels: [secret] });
    const admin = await world.buildMember({ role: "admin" });
    const path = "/api/admin/guest.csv?workspace=acme&q=pia";
    expect((await read(path)).text).toContain(",plan-b,");
    const { text } = await read(path, admin);
    expect(text).toContain(",a private channel,");
    expect(text).not.toContain("plan-b");
  });

  it("are those that the filters and the days choose, however many pages they fill", async () => {
    await buildCrowd(world, world.databaseUrl, 230);
    const all = await read("/api/admin/guest.csv?workspace=acme&domain=crowd.test");
    expect(all.text.split("\r\n")).toHaveLength(232);
    const found = await read("/api/admin/guest.csv?workspace=acme&q=zimmer");
    expect(found.text.split("\r\n")).toHaveLength(3);
    const today = new Date().toISOString().slice(0, 10);
    const before = await read(`/api/admin/guest.csv?workspace=acme&to=2020-01-01`);
    expect(before.text.split("\r\n")).toHaveLength(2);
    const now = await read(
      `/api/admin/guest.csv?workspace=acme&q=zimmer&from=${today}&to=${today}`,
    );
    expect(now.text.split("\r\n")).toHaveLength(3);
  });
});

describe("the audit record as comma-separated values", () => {
  it("has each event with its receipt, newest first, of the days that are chosen", async () => {
    const guest = await world.buildGuest({ name: "Cut Off" });
    const { receipt } = await world.lock(guest.guest.id, "-1 reasons,\nand more");
    const { text } = await read("/api/admin/audit.csv?workspace=acme");
    const [, second] = text.split("\r\n");
    expect(second).toContain(`,Olive Owner,guest.locked,guest,Cut Off,${guest.guest.id},`);
    expect(second).toContain(`,"'-1 reasons,\nand more",127.0.0.1,0,1,1,${receipt.elapsedMs},`);
    const none = await read("/api/admin/audit.csv?workspace=acme&from=2090-01-01");
    expect(none.text.split("\r\n")).toHaveLength(2);
    const cuts = await read("/api/admin/audit.csv?workspace=acme&kind=cuts");
    expect(cuts.text.split("\r\n")).toHaveLength(3);
    const wrong = await world.owner.get("/api/admin/audit.csv?workspace=acme&from=yesterday");
    expectStatus(wrong, 400);
  });
});

describe("the access report as comma-separated values", () => {
  it("has each change of a guest's access with its receipt, oldest first, of the days that are chosen", async () => {
    const { guest } = await world.buildGuest({ name: "@SUM(A1)" });
    await world.buildGuest({ name: "Somebody Else" });
    const { receipt } = await world.lock(guest.id, "=1+1");
    const path = `/api/admin/guest/${guest.id}/report.csv`;
    const { headers, text } = await read(path);
    expect(headers.get("content-disposition")).toContain(`acme-access-${guest.id}.csv`);
    const [headings, invited, joined, locked, end, ...more] = text.split("\r\n");
    expect(headings).toMatch(/^\uFEFFTime,Who,Action,/);
    expect(invited).toContain(",Olive Owner,guest.invited,");
    expect(joined).toContain(`,'@SUM(A1),guest.joined,guest,'@SUM(A1),${guest.id},`);
    expect(locked).toContain(`,Olive Owner,guest.locked,guest,'@SUM(A1),${guest.id},'=1+1,`);
    expect(locked).toContain(`,1,1,${receipt.elapsedMs},`);
    expect([end, more]).toEqual(["", []]);
    const today = new Date().toISOString().slice(0, 10);
    expect((await read(`${path}?from=${today}&to=${today}`)).text).toBe(text);
    expect((await read(`${path}?from=2090-01-01`)).text.split("\r\n")).toHaveLength(2);
    expectStatus(await world.owner.get(`${path}?to=tomorrow`), 400);
  });
});
