import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { findPostgres } from "../../tests/support/services/postgres-programs";
import { CLIENT_CORE, canPin } from "./pin";

const execute = promisify(execFile);

const CONNECTIONS = 10;
export const CHANNELS = 100;

/** What a chat has to do at the least to send: check that somebody may, count, insert. As one prepared statement. */
const SEND = `WITH door AS (SELECT channel_id FROM seat WHERE channel_id = :channel AND person_id = :person),
  counter AS (UPDATE channel SET last_seq = last_seq + 1 FROM door WHERE id = door.channel_id RETURNING id, last_seq)
INSERT INTO message (id, channel_id, seq, author_id, body)
  SELECT gen_random_uuid(), id, last_seq, :person,
    'Can you look at the second draft before Thursday? The client wants the warm one.' FROM counter;`;

const SCHEMA = `
  CREATE TABLE channel (id int PRIMARY KEY, last_seq int NOT NULL DEFAULT 0);
  CREATE TABLE seat (channel_id int, person_id int, PRIMARY KEY (channel_id, person_id));
  CREATE TABLE message (id uuid PRIMARY KEY, channel_id int NOT NULL, seq int NOT NULL, author_id int NOT NULL,
    body text NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), UNIQUE (channel_id, seq));
  INSERT INTO channel SELECT n FROM generate_series(1, ${CHANNELS}) n;
  INSERT INTO seat SELECT c, p FROM generate_series(1, ${CHANNELS}) c, generate_series(1, 100) p;
  ANALYZE;`;

/** The baseline of sending: Postgres alone, asked by pgbench over ${CONNECTIONS} connections. */
export interface Pgbench {
  /** @param channels among how many channels the messages are spread @returns sends per second */
  run(channels: number, seconds: number): Promise<number>;
  close(): Promise<void>;
}

/** @param databaseUrl an empty database @throws Error when there is no pgbench */
export async function preparePgbench(databaseUrl: string): Promise<Pgbench> {
  const program = await findPgbench();
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-pgbench-"));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(SCHEMA);
  await client.end();
  return {
    async run(channels, seconds) {
      const script = join(folder, `send-${channels}.sql`);
      const lines = [
        `\\set channel random(1, ${channels})`,
        "\\set person random(1, 100)",
        SEND.replace(/\s+/g, " "),
      ];
      await writeFile(script, `${lines.join("\n")}\n`);
      const command = [
        ...(canPin ? ["taskset", "-c", String(CLIENT_CORE)] : []),
        ...[program, "-n", "-M", "prepared", "-f", script],
        ...["-c", String(CONNECTIONS), "-j", "1", "-T", String(seconds), databaseUrl],
      ];
      const [file = "", ...args] = command;
      const { stdout } = await execute(file, args);
      const rate = /tps = ([\d.]+)/.exec(stdout)?.[1];
      if (!rate) throw new Error(`pgbench: ${stdout}`);
      return Number(rate);
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function findPgbench(): Promise<string> {
  const { postgres } = await findPostgres();
  const beside = join(dirname(postgres), "pgbench");
  if (existsSync(beside)) return beside;
  const found = await execute("which", ["pgbench"]).catch(() => undefined);
  if (found) return found.stdout.trim();
  throw new Error(
    "No pgbench: install PostgreSQL with its client programs (on Debian: postgresql)",
  );
}
