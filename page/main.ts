import "./style.css";
import { startReading } from "./reading.ts";

const text = document.getElementById("text");
if (text !== null) startReading(text);
