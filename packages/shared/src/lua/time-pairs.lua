-- Returns pairs of times that are written `<a>-<b> <a>-<b>`…
local function readTimePairs(text)
  local pairsOfTimes = {}
  for a, b in string.gmatch(text or '', '([^%s-]+)-(%S+)') do pairsOfTimes[#pairsOfTimes + 1] = { tonumber(a), tonumber(b) } end
  return pairsOfTimes
end
