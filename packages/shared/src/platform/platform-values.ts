import { z } from 'zod';
import { jsonSetting } from '../settings/setting.js';

/** Values for the templates of a platform file, by name: what differs between tenants, and credentials. */
export const platformValuesSetting = jsonSetting(
  'a JSON object of texts such as {"awsKeyId":"…","awsKey":"…"}',
  z.record(z.string(), z.string().min(1)),
).prefault('{}');
