import type { RouteInput, RouteReply } from '@mojian/contracts/route';
import { register } from '@mojian/contracts/routes/account.routes';
import { Handle, Input } from '@mojian/service-kit/handle';
import { Controller, Inject } from '@nestjs/common';
import { RegisterService } from './register.service.js';

@Controller()
export class RegisterController {
  constructor(@Inject(RegisterService) private readonly service: RegisterService) {}

  @Handle(register)
  register(@Input() { body }: RouteInput<typeof register>): Promise<RouteReply<typeof register>> {
    const { username, email, password, full_name: fullName = null } = body;
    return this.service.register({ username, email, password, fullName });
  }
}
