"use client";

import { createContext, Fragment, useContext } from "react";
import { EVERYONE_NAME, HERE_NAME } from "@/lib/notification-text";
import type { Inline } from "@/lib/markdown/parse-body";
import { BodyLink } from "./body-link";
import { GroupPill, MentionPill } from "../composer/mentions/mention-pill";

/** Whether a guest wrote the message. `@channel` and `@here` from a guest notify nobody. */
export const ByGuest = createContext(false);
/** Whether it is in a quote. A name there calls nobody. */
export const Quoted = createContext(false);

export function Parts({ parts }: { parts: Inline[] }) {
  return parts.map((part, index) => (
    <Fragment key={index}>
      <InlinePart part={part} />
    </Fragment>
  ));
}

function InlinePart({ part }: { part: Inline }) {
  switch (part.kind) {
    case "text":
      return part.text;
    case "break":
      return <br />;
    case "code":
      return (
        <code className="rounded border bg-panel px-1 py-px font-mono text-[0.875em]">
          {part.text}
        </code>
      );
    case "strong":
      return (
        <strong className="font-semibold">
          <Parts parts={part.parts} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <Parts parts={part.parts} />
        </em>
      );
    case "strike":
      return (
        <s className="text-ink-soft">
          <Parts parts={part.parts} />
        </s>
      );
    case "link":
      return (
        <BodyLink link={part}>
          <Parts parts={part.parts} />
        </BodyLink>
      );
    case "person":
      return <PersonPart userId={part.userId} />;
    case "everyone":
      return <GroupPart name={EVERYONE_NAME} />;
    case "here":
      return <GroupPart name={HERE_NAME} />;
  }
}

function PersonPart({ userId }: { userId: string }) {
  return <MentionPill userId={userId} quoted={useContext(Quoted)} />;
}

function GroupPart({ name }: { name: string }) {
  const [byGuest, quoted] = [useContext(ByGuest), useContext(Quoted)];
  return byGuest || quoted ? `@${name}` : <GroupPill name={name} />;
}
