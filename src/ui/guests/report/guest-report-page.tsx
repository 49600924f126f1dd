import { ArrowLeft, Braces } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Guest, GuestReport } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { type Clock, createClock } from "@/ui/shell/clock";
import { STATUS_WORDS } from "../guest-status";
import { CsvButton } from "./csv-button";
import { PrintButton } from "./print-button";
import { AccessPart } from "./report-access";
import { ReportTable } from "./report-table";

interface GuestReportPageProps {
  workspace: { slug: string; name: string };
  report: GuestReport;
  /** When it was made. */
  at: string;
  /** The time zone of all times in it. */
  zone: string;
}

/** Everything that is known of a guest's access, on one page, to print or to keep. */
export function GuestReportPage({ workspace, report, at, zone }: GuestReportPageProps) {
  const { guest, access, channelNames, channels, downloads, devices } = report;
  const clock = createClock(zone);
  return (
    <main className="mx-auto flex max-w-4xl flex-col gap-8 px-4 py-6 md:px-8 print:max-w-none print:gap-5 print:p-0">
      <nav
        aria-label="Report"
        className="flex flex-wrap items-center gap-2 print:hidden max-sm:[&_svg]:hidden"
      >
        <Button asChild className="mr-auto">
          <Link href={`/w/${encodeURIComponent(workspace.slug)}/guests`}>
            <ArrowLeft aria-hidden />
            Guests
          </Link>
        </Button>
        <Button asChild>
          <a href={`/api/admin/guest/${guest.id}/report`} download={`access-${guest.id}.json`}>
            <Braces aria-hidden />
            JSON
          </a>
        </Button>
        <CsvButton guestId={guest.id} />
        <PrintButton />
      </nav>
      <header>
        <p className="text-ink-soft">Access report · {workspace.name}</p>
        <h1 dir="auto" className="font-semibold text-title [overflow-wrap:anywhere]">
          {guest.name}
        </h1>
        <p className="text-ink-soft text-meta">
          Made on {clock.full(at)}. All times in {zone}.
        </p>
      </header>
      <Part title="Who">
        <Facts guest={guest} clock={clock} />
      </Part>
      <Part title="Access" empty={access.length === 0 && "No change of access is on record."}>
        <AccessPart events={access} named={[...channelNames, ...channels]} clock={clock} />
      </Part>
      <Part title="Channels" empty={channels.length === 0 && "They are in no channel."}>
        <ReportTable
          name="Channels"
          heads={["Channel", "Reads from", "Until", "Messages", "Files"]}
          rows={channels.map((one) => ({
            key: one.id,
            cells: [
              `#${one.name}${guest.channelIds.includes(one.id) ? "" : " (formerly)"}`,
              guest.channelIds.includes(one.id)
                ? tell(one.historyFrom, clock, "the beginning")
                : "—",
              guest.channelIds.includes(one.id)
                ? tell(one.expiresAt, clock, "as their access")
                : "—",
              String(one.messagesWritten),
              String(one.filesShared),
            ],
          }))}
        />
      </Part>
      <Part title="Files opened" empty={downloads.length === 0 && "They have opened no file."}>
        <ReportTable
          name="Files opened"
          heads={["File", "When"]}
          rows={downloads.map((one) => ({
            key: `${one.file.id} ${one.at}`,
            cells: [one.file.name, clock.full(one.at)],
          }))}
        />
      </Part>
      <Part title="Devices" empty={devices.length === 0 && "They have not been here yet."}>
        <ReportTable
          name="Devices"
          heads={["First", "Last", "Address", "Browser or program"]}
          rows={devices.map((one) => ({
            key: `${one.address} ${one.userAgent}`,
            cells: [clock.full(one.firstAt), clock.full(one.lastAt), one.address, one.userAgent],
          }))}
        />
      </Part>
    </main>
  );
}

const tell = (at: string | null, clock: Clock, none: string) => (at ? clock.full(at) : none);

function Part({
  title,
  empty,
  children,
}: {
  title: string;
  /** Said in place of the content if there is none. */
  empty?: string | false;
  children: ReactNode;
}) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="break-after-avoid font-semibold text-message">{title}</h2>
      {empty ? <p className="text-ink-soft">{empty}</p> : children}
    </section>
  );
}

function Facts({ guest, clock }: { guest: Guest; clock: Clock }) {
  const facts = [
    ["Address", guest.email],
    ["Now", describeStatus(guest, clock)],
    ["Guest since", clock.full(guest.createdAt)],
    ["Access ends", tell(guest.expiresAt, clock, "no end date")],
    ["Invited by", guest.invitedBy.name],
    ...describeHandOver(guest),
    ["Last seen", tell(guest.lastSeenAt, clock, "never")],
  ];
  return (
    <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 gap-y-1">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-soft">{name}</dt>
          <dd dir="auto" className="nums whitespace-pre-line [overflow-wrap:anywhere]">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The member who answers for them, where that is not the one who invited them. */
function describeHandOver({ sponsor, invitedBy }: Guest): [string, string][] {
  if (sponsor?.id === invitedBy.id) return [];
  return [["Handed over to", sponsor?.name ?? "nobody yet"]];
}

function describeStatus({ status, lockedAt, lockReason }: Guest, clock: Clock): string {
  const since = lockedAt ? `, on ${clock.full(lockedAt)}` : "";
  return `${STATUS_WORDS[status]}${since}${lockReason ? `: ${lockReason}` : ""}`;
}
