// Sends where this telephone is, better ones at once and others every ten seconds, until the page is
// closed. Written for old browsers: no modules, no fetch. What could not be sent is tried again.
(function () {
  "use strict";
  if (!navigator.geolocation) return;
  var EVERY_MS = 10000;
  var AGAIN_MS = 5000;
  var box = document.getElementById("by-phone");
  var button = document.getElementById("send");
  var said = document.getElementById("say");
  var watching = null;
  var best = Infinity;
  var sentAt = 0;
  var newest = null;
  var busy = false;

  function say(name, radius) {
    var words = document.getElementById("words").content.querySelectorAll("data");
    for (var i = 0; i < words.length; i += 1) {
      if (words[i].getAttribute("value") === name) said.textContent = words[i].textContent.replace("{radius}", radius || "");
    }
    said.hidden = false;
  }

  function refused(request) {
    try {
      var problem = JSON.parse(request.responseText);
      said.textContent = problem.what + " " + problem.advice;
    } catch (error) {
      say("waiting");
    }
  }

  function send() {
    if (busy || !newest) return;
    var position = newest;
    var radius = Math.max(1, Math.round(position.coords.accuracy));
    var request = new XMLHttpRequest();
    busy = true;
    request.open("POST", location.pathname);
    request.timeout = 15000;
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    request.onload = function () {
      busy = false;
      if (request.status === 200) {
        if (newest === position) newest = null;
        best = Math.min(best, radius);
        sentAt = Date.now();
        say("heard", radius);
      } else if (request.status >= 500) later();
      else {
        navigator.geolocation.clearWatch(watching);
        newest = null;
        refused(request);
      }
    };
    request.onerror = request.ontimeout = function () {
      busy = false;
      later();
    };
    request.send("lat=" + position.coords.latitude + "&lon=" + position.coords.longitude + "&radius=" + radius + "&age_ms=" + Math.max(0, Math.round(Date.now() - position.timestamp)));
  }

  function later() {
    say("waiting");
    setTimeout(send, AGAIN_MS);
  }

  function found(position) {
    newest = position;
    if (position.coords.accuracy < best || Date.now() - sentAt >= EVERY_MS) send();
  }

  function failed(error) {
    say(error.code === error.PERMISSION_DENIED ? "denied" : "unknown");
  }

  button.addEventListener("click", function () {
    say("asking");
    if (watching !== null) navigator.geolocation.clearWatch(watching);
    watching = navigator.geolocation.watchPosition(found, failed, { enableHighAccuracy: true, timeout: 30000, maximumAge: 0 });
  });
  box.hidden = false;
})();
