import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

/** A real mail server that delivers nothing. */
export interface MailServer {
  /** The value for `SMTP_URL`. */
  url: string;
  /** The mails that it has accepted, as they came over the line. */
  mails: { to: string; text: string }[];
  /** Addresses for which it accepts nothing. */
  refused: Set<string>;
  /** Addresses for which it does not answer. */
  stalled: Set<string>;
  /** How often it was asked about one of these. */
  stalls: number;
  stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const mails: MailServer["mails"] = [];
  const refused = new Set<string>();
  const stalled = new Set<string>();
  let stalls = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo({ address }, _session, done) {
      if (stalled.has(address)) {
        stalls++;
        return;
      }
      done(refused.has(address) ? new Error("there is nobody of this name here") : null);
    },
    onData(stream, { envelope }, done) {
      text(stream).then((sent) => {
        mails.push({ to: envelope.rcptTo[0]?.address ?? "", text: sent });
        done();
      }, done);
    },
  });
  // A node that is killed in the middle of a mail leaves a connection behind that breaks.
  server.on("error", () => {});
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refused,
    stalled,
    get stalls() {
      return stalls;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
