package dev.muster.region.caller;

import jakarta.enterprise.context.RequestScoped;

/// The caller of the request at hand; anonymous until the authentication filter says otherwise.
@RequestScoped
public class CurrentCaller {
    private Caller caller = new Caller.Anonymous();

    public Caller get() {
        return caller;
    }

    public void set(Caller authenticated) {
        caller = authenticated;
    }
}
