const briefings = require("./briefings.json");
const kinds = ["overview", "background", "stakeholders", "questions", "claims", "sources", "glossary"];
module.exports = briefings.flatMap((b) => kinds.map((kind) => ({ b, kind })));
