import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { rows } from "@/db/client";

/** The id of this installation, which all its nodes read from the database. The first call creates it. */
export async function readInstallationId(): Promise<string> {
  const [found] = await rows<{ id: string }>(sql`
    INSERT INTO installation ("only", id) VALUES ('this', ${uuidv7()})
    ON CONFLICT ("only") DO UPDATE SET id = installation.id RETURNING id`);
  if (!found) throw new Error("the installation has no id");
  return found.id;
}
