import { securityHeaders } from '@cueline/shared';

/** Headers of every answer. */
export const SECURITY_HEADERS = securityHeaders();
