import pg from "pg";
import type { Drill } from "@/lib/api-types";
import type { Person } from "./person";
import { expectStatus } from "./world";

/** A busy machine may take longer than a second, and a drill would say so. */
export const GENEROUS_LIMIT = { DRILL_LIMIT_MS: "10000" };

export async function runDrill(by: Person): Promise<Drill> {
  const answer = await by.post("/api/admin/drill", { workspace: "acme" });
  return expectStatus(answer, 201).body.drill as Drill;
}

export async function listDrills(by: Person): Promise<Drill[]> {
  const answer = await by.get("/api/admin/drill?workspace=acme");
  return expectStatus(answer, 200).body.drills as Drill[];
}

/** The tables that a drill must leave as they were. */
const TABLES = [
  ...["user", "session", "organization", "member", "guest", "channel", "channel_member", "message"],
  ...["presence", "guest_device", "audit_event", "audit_receipt", "audit_chain", "access_change"],
  "drill_run",
];

/** How many rows there are of all that a drill makes up. */
export async function countRows(databaseUrl: string): Promise<Record<string, number>> {
  const counts = TABLES.map((table) => `(SELECT count(*)::int FROM "${table}") AS "${table}"`);
  return readRow(databaseUrl, `SELECT ${counts.join(", ")}`);
}

/** Makes a guest one who was let in three days earlier. */
export async function letInEarlier(databaseUrl: string, guestId: string): Promise<void> {
  const set = "created_at = created_at - interval '3 days'";
  await readRow(databaseUrl, `UPDATE guest SET ${set} WHERE id = '${guestId}'`);
}

/** The first row of a statement. */
export async function readRow<T>(databaseUrl: string, statement: string): Promise<T> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query(statement);
  await client.end();
  return rows[0];
}
