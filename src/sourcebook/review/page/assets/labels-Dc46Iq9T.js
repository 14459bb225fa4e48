import{b as o}from"./index-DLMq1ON5.js";function t(e,l){return o.value?.choices[e]?.find(a=>a.value===l)?.label??l.replaceAll("_"," ")}export{t as l};
