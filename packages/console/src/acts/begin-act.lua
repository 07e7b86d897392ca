-- Writes down that somebody is about to do something, unless it was asked for before.
-- KEYS[1] act: string, a digest of what was asked for, a blank, and what it has answered, or "" while it is done; KEYS[2] audit: stream
-- ARGV[1] how long an act is remembered (s), ARGV[2] digest of what is asked for, in hex, ARGV[3] most entries to keep
-- ARGV[4...] fields and values of the entry
-- Returns {"begun", id of the entry}, {"known", what it has answered, or ""}, or {"other", ""}: this id is another act's.
local act, audit = KEYS[1], KEYS[2]
local keptSeconds, asked, most, FIRST_FIELD = ARGV[1], ARGV[2], ARGV[3], 4

local known = redis.call('GET', act)
if known then
  local knownAsked, answered = string.match(known, '^(%x+) (.*)$')
  if not knownAsked then return { 'known', known } end -- a console of 0.1.0 has written it
  if knownAsked ~= asked then return { 'other', '' } end
  return { 'known', answered }
end
redis.call('SET', act, asked .. ' ', 'EX', keptSeconds)
return { 'begun', redis.call('XADD', audit, 'MAXLEN', '~', most, '*', unpack(ARGV, FIRST_FIELD)) }
