const { chinextGrowth } = await import("./rule.mjs");
globalThis.again = async (request) => chinextGrowth(JSON.parse(request).inputs);
finish(await again(REQUEST));
