import "./style.css";
import { startReading } from "./reading.ts";

const text = document.getElementById("text");
if (text !== null) startReading(text);
const add = document.getElementById("add");
if (add !== null) void import("./adding.ts").then(({ startAdding }) => startAdding(add));
