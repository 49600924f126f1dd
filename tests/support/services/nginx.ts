import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCertificate } from "../certificate";
import { findIfPossible, isRoot, startProgram, stopProgram, waitUntilReady } from "./programs";

export interface NginxService {
  /** The address that people open. If the block uses TLS, the certificate is self-signed. */
  url: string;
  /** Its error log so far. */
  complaints: () => Promise<string>;
  stop: () => Promise<void>;
}

/** Finds nginx, or installs it. Without it, prints a message and returns undefined. */
export const findNginx = () => findIfPossible("nginx", "the README");

/** The nginx block that the README gives to operators. */
export async function readmeBlock(): Promise<string> {
  const readme = await readFile("README.md", "utf8");
  const block = /```nginx\n([^]*?)```/.exec(readme)?.[1];
  if (!block) throw new Error("the README has no block for nginx");
  return block;
}

/**
 * Starts nginx with a block as an operator would write it. Ports and the paths of the certificate are replaced.
 * @param port the port that people use
 * @param ports the ports of the processes that the block calls 3000 and 3001
 */
export async function startNginx(
  program: string,
  block: string,
  port: number,
  ports: [number, number],
): Promise<NginxService> {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-nginx-"));
  const { cert, key } = makeCertificate();
  const [certFile, keyFile] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  await Promise.all([writeFile(certFile, cert), writeFile(keyFile, key)]);
  const site = block
    .replace(/127\.0\.0\.1:3000/g, `127.0.0.1:${ports[0]}`)
    .replace(/127\.0\.0\.1:3001/g, `127.0.0.1:${ports[1]}`)
    .replace(/listen 443 /, `listen 127.0.0.1:${port} `)
    .replace(/ssl_certificate +\S+;/, `ssl_certificate ${certFile};`)
    .replace(/ssl_certificate_key +\S+;/, `ssl_certificate_key ${keyFile};`);
  const errors = join(folder, "error.log");
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const paths = kinds.map((kind) => `${kind}_temp_path ${join(folder, kind)};`);
  await writeFile(errors, "");
  await writeFile(
    join(folder, "nginx.conf"),
    [
      ...(isRoot ? ["user root;"] : []),
      `daemon off; worker_processes 1; pid ${join(folder, "pid")}; error_log ${errors} warn;`,
      "events { worker_connections 1024; }",
      `http { access_log off; ${paths.join(" ")}`,
      site,
      "}",
    ].join("\n"),
  );
  const running = startProgram(program, ["-p", folder, "-c", join(folder, "nginx.conf")]);
  await waitUntilReady("nginx", running, () => listens(port));
  return {
    url: `${site.includes(" ssl;") ? "https" : "http"}://localhost:${port}`,
    complaints: () => readFile(errors, "utf8"),
    stop: async () => {
      await stopProgram(running, "SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => done(true)).once("error", () => done(false));
    socket.once("connect", () => socket.destroy());
  });
}
