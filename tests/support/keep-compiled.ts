import { existsSync, mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { Person } from "./person";
import { COMPILED, startServer } from "./server";

const BUILD = "dist/built-from";
const WORKSPACE = { name: "Acme", slug: "acme" };

/**
 * Has one server do what those of most tests do, and leave what was compiled for it to them, once for each build.
 * @param createDatabase makes a database with all tables
 */
export async function keepCompiled(createDatabase: () => Promise<string>): Promise<void> {
  if (!existsSync(BUILD) || isNewer(COMPILED, BUILD)) return;
  mkdirSync(path.dirname(COMPILED), { recursive: true });
  const server = await startServer({
    env: { DATABASE_URL: await createDatabase() },
    keepsCompiled: true,
  });
  await use(server.url);
  await server.stop();
}

function isNewer(file: string, than: string): boolean {
  return existsSync(file) && statSync(file).mtimeMs > statSync(than).mtimeMs;
}

async function use(url: string): Promise<void> {
  const owner = new Person(url, "Olive Owner", "olive@acme.test");
  const { name, email, password } = owner;
  const made = await owner.post("/api/setup", { name, email, password, workspace: WORKSPACE });
  const { id } = made.body.channel;
  const wish = { workspace: WORKSPACE.slug, channelIds: [id] };
  const { token } = (await owner.post("/api/admin/guest", wish)).body.invite;
  const guest = new Person(url, "Gil Guest", "gil@guests.test");
  const account = { name: guest.name, email: guest.email, password };
  const { body } = await guest.post(`/api/invites/${token}/accept`, account);
  const tabs = await Promise.all([owner, guest].map((one) => one.enter(WORKSPACE.slug)));
  for (const tab of tabs) await tab.send(id, "Hello");
  await owner.get(`/api/channels/${id}/messages`);
  for (const page of ["/sign-in", `/w/acme/c/${id}`, "/w/acme/guests"]) await owner.get(page);
  await owner.post(`/api/admin/guest/${body.guest.id}/disconnect`);
  for (const tab of tabs) tab.close();
}
