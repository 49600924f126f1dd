import { NotFoundPlace } from "@/ui/shell/not-found-place";

/** Inside a workspace its sidebar stays, and with it the connection that hears of another role. */
export default function NotFound() {
  return <NotFoundPlace />;
}
