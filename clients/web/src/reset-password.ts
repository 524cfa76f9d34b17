import { resetPassword } from '@mojian/contracts/routes/account.routes';
import { ApiError } from '@mojian/sdk/api-error';
import { createClient } from '@mojian/sdk/create-client';
import { element } from './element.js';

/** The mailed token stands behind the #, so that no server and no log ever sees it in an address. */
const mailed = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
history.replaceState(null, '', location.pathname);

const client = createClient({ resetPassword }, { baseUrl: new URL('.', location.href).href.replace(/\/$/, '') });
const form = element('reset', HTMLFormElement);
const token = element('token', HTMLInputElement);
const password = element('password', HTMLInputElement);
const again = element('again', HTMLInputElement);
const save = element('save', HTMLButtonElement);
const refusal = element('refusal', HTMLParagraphElement);

function refuse(message: string): void {
  refusal.textContent = message;
  refusal.hidden = message === '';
}

function problemOf(): string {
  if (token.value.trim() === '') return '请填入邮件里的口令。';
  const length = [...password.value].length;
  if (length < 8) return '密码至少要 8 个字符。';
  if (length > 128) return '密码最多 128 个字符。';
  return password.value === again.value ? '' : '两次输入的密码不一样。';
}

async function submit(): Promise<void> {
  const problem = problemOf();
  refuse(problem);
  if (problem !== '') return;
  save.disabled = true;
  try {
    await client.resetPassword({ body: { token: token.value.trim(), new_password: password.value } });
    form.hidden = true;
    element('done', HTMLElement).hidden = false;
  } catch (error) {
    const unreachable = error instanceof ApiError && error.status === 0;
    refuse(unreachable || !(error instanceof Error) ? '连不上服务，请看看网络再试。' : error.message);
    save.disabled = false;
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void submit();
});
// Without a token in the address, the one from the mail is typed.
token.value = mailed;
element('token-field', HTMLLabelElement).hidden = mailed !== '';
