import { countTries, json, readJson, route } from "@/app/answer";
import { setPasswordInput } from "@/app/inputs";
import { originOf } from "@/app/sign-in-answer";
import { knowDevice } from "@/core/sign-in/begin-sign-in";
import { setPasswordByLink } from "@/core/sign-in/set-password";

export const POST = route(async ({ request }) => {
  const { token, newPassword } = await readJson(request, setPasswordInput);
  const { email } = await countTries("setPassword", request, () =>
    setPasswordByLink(token, newPassword),
  );
  const device = await knowDevice(email, originOf(request));
  return json({ status: true }, 200, { "Set-Cookie": device });
});
