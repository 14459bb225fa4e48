import{b as o}from"./index-U2sWoL46.js";function t(e,l){return o.value?.choices[e]?.find(a=>a.value===l)?.label??l.replaceAll("_"," ")}export{t as l};
