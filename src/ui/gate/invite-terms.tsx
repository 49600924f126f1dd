import { CalendarClock, Hash, Link2, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import type { InvitePreview } from "@/lib/api-types";
import { describeHours } from "@/lib/describe-hours";
import { ZonedMoment } from "./zoned-moment";

/** Who invites, to what, and until when: everything that a person should know before they accept. */
export function InviteTerms({ invite }: { invite: InvitePreview }) {
  const until = describeUntil(invite);
  return (
    <dl className="flex flex-col gap-2.5 rounded-lg border bg-panel p-4">
      <Term icon={<UserRound />} label="Invited by">
        {invite.invitedBy.name}
        {invite.kind === "guest" && (
          <span className="block font-normal text-ink-soft">
            {invite.host.name === invite.invitedBy.name
              ? "and your host"
              : `Your host is ${invite.host.name}.`}
          </span>
        )}
      </Term>
      {invite.channels.length > 0 && (
        <Term icon={<Hash />} label={invite.channels.length === 1 ? "Channel" : "Channels"}>
          <ul className="flex flex-col gap-1">
            {invite.channels.map((channel) => (
              <li key={channel.name}>
                #{channel.name}
                <ChannelTerms channel={channel} />
              </li>
            ))}
          </ul>
        </Term>
      )}
      {until && (
        <Term icon={<CalendarClock />} label="Access">
          {until}
        </Term>
      )}
      <Term icon={<Link2 />} label="Link">
        works until <ZonedMoment at={invite.worksUntil} />
        {invite.shared && (
          <span className="block font-normal text-ink-soft">
            Whoever has this link can use it. Please do not pass it on.
          </span>
        )}
      </Term>
    </dl>
  );
}

function ChannelTerms({ channel }: { channel: InvitePreview["channels"][number] }) {
  const { history, expiresAt, accessHours } = channel;
  return (
    <span className="block font-normal text-ink-soft">
      {history === "all" ? "with what was said before" : "from your joining on"}
      {expiresAt && (
        <>
          , until <ZonedMoment at={expiresAt} />
        </>
      )}
      {accessHours !== null && `, for ${describeHours(accessHours)} from joining`}
    </span>
  );
}

function Term({ icon, label, children }: { icon: ReactNode; label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[1rem_5.5rem_1fr] items-start gap-x-2.5">
      <span aria-hidden className="text-ink-faint [&_svg]:mt-0.5 [&_svg]:size-4">
        {icon}
      </span>
      <dt className="text-ink-faint">{label}</dt>
      <dd className="min-w-0 break-words font-medium">{children}</dd>
    </div>
  );
}

function describeUntil(invite: InvitePreview): ReactNode {
  if (invite.kind === "member") return null;
  if (invite.accessUntil) {
    return (
      <>
        until <ZonedMoment at={invite.accessUntil} />
      </>
    );
  }
  return invite.accessHours ? `${describeHours(invite.accessHours)} from joining` : "no end date";
}
