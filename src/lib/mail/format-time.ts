const TIME = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "full",
  timeStyle: "short",
  timeZone: "UTC",
});

/** In UTC, because a mail does not know its reader's time zone. */
export const formatTime = (at: Date): string => `${TIME.format(at)} UTC`;
