import { Button } from "@/ui/primitives/button";
import { DialogClose } from "@/ui/primitives/dialog";

interface LinkFooterProps {
  /** Whether the link is there, so that nothing is left to do. */
  made: boolean;
  /** What the button that makes it is called. */
  make: string;
  busy: boolean;
}

/** The buttons of a dialog that makes a link and then shows it. */
export function LinkFooter({ made, make, busy }: LinkFooterProps) {
  if (made) {
    return (
      <Button type="submit" variant="primary">
        Done
      </Button>
    );
  }
  return (
    <>
      <DialogClose asChild>
        <Button>Cancel</Button>
      </DialogClose>
      <Button type="submit" variant="primary" busy={busy}>
        {make}
      </Button>
    </>
  );
}
